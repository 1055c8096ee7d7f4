package dev.flattensync.stress.chart;

import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** SVG as a tree, so that whatever text is put into it is text. */
final class Markup {
    private static final String SVG = "http://www.w3.org/2000/svg";

    private Markup() {}

    /** An empty {@code svg} element in a document of its own. */
    static Element root() {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
            Element root = document.createElementNS(SVG, "svg");
            document.appendChild(root);
            return root;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this JDK has no XML parser", e);
        }
    }

    /** The root of an SVG text. */
    static Element parsed(String svg) {
        try {
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            parsers.setNamespaceAware(true);
            return parsers.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | java.io.IOException e) {
            throw new IllegalStateException("the chart library made an SVG that can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * Adds an element to another.
     *
     * @param attributes names and values by turns
     */
    static Element add(Element parent, String name, String... attributes) {
        Element added = parent.getOwnerDocument().createElementNS(SVG, name);
        for (int i = 0; i < attributes.length; i += 2) {
            added.setAttribute(attributes[i], attributes[i + 1]);
        }
        parent.appendChild(added);
        return added;
    }

    /** As text without a declaration, to be put into HTML. */
    static String text(Element root) {
        try {
            TransformerFactory writers = TransformerFactory.newInstance();
            writers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer writer = writers.newTransformer();
            writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            // With UTF-8 it writes an emoji as two references, which is no XML.
            writer.setOutputProperty(OutputKeys.ENCODING, "UTF-16");
            StringWriter text = new StringWriter();
            writer.transform(new DOMSource(root), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("can't write SVG: " + e.getMessage(), e);
        }
    }
}
