package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Copies what the chart library drew into another picture: only elements that draw, with colours that follow the page.
 * Its style sheet, identifiers and clip paths stay behind; marks are within the axes, so nothing is to be clipped.
 */
final class Themed {
    /** What says where and how something is drawn; everything else stays behind. */
    private static final Set<String> KEPT = Set.of(
            "transform",
            "d",
            "x",
            "y",
            "x1",
            "x2",
            "y1",
            "y2",
            "dy",
            "cx",
            "cy",
            "r",
            "width",
            "height",
            "text-anchor",
            "stroke-width",
            "stroke-dasharray",
            "fill-opacity",
            "stroke-opacity");

    private static final Set<String> DRAWING = Set.of("path", "rect", "line", "circle", "text", "g");

    private final Hatch hatch;

    Themed(Hatch hatch) {
        this.hatch = hatch;
    }

    void copy(Element from, Element to) {
        for (Node node = from.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && DRAWING.contains(element.getLocalName())) {
                copyOne(element, to);
            }
        }
    }

    private void copyOne(Element from, Element to) {
        String name = from.getLocalName();
        Element copy = Markup.add(to, name);
        kept(from).forEach(copy::setAttribute);
        if (name.equals("text")) {
            boolean ofAxis = from.getAttribute("class").startsWith("axis");
            copy.setAttribute("style", ofAxis ? Style.text(Tone.MUTED) : Style.textOverMarks());
            copy.removeAttribute("fill-opacity");
            copy.setTextContent(from.getTextContent().strip());
            return;
        }
        String style = style(from);
        if (!style.isEmpty()) {
            copy.setAttribute("style", style);
        }
        copy(from, copy);
        if (name.equals("g") && copy.getFirstChild() == null || name.equals("path") && !copy.hasAttribute("d")) {
            to.removeChild(copy);
        }
    }

    private static Map<String, String> kept(Element from) {
        Map<String, String> kept = new LinkedHashMap<>();
        NamedNodeMap attributes = from.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            boolean isDefault = attribute.getName().endsWith("-opacity")
                    && attribute.getValue().equals("1.0");
            if (KEPT.contains(attribute.getName()) && !isDefault) {
                kept.put(attribute.getName(), Svg.rounded(attribute.getValue()).strip());
            }
        }
        return kept;
    }

    private String style(Element from) {
        List<String> style = new ArrayList<>();
        for (String property : List.of("fill", "stroke")) {
            String color = from.getAttribute(property);
            if (color.equalsIgnoreCase(Spec.HATCH) || color.equals("rgb(0,254,1)")) {
                style.add(hatch.fill());
            } else if (Tone.drawnAs(color).isPresent()) {
                style.add(property + ":" + Tone.drawnAs(color).get().value());
            } else if (!color.isEmpty()) {
                style.add(property + ":none");
            }
        }
        return String.join(";", style);
    }
}
