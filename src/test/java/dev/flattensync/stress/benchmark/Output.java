package dev.flattensync.stress.benchmark;

import dev.flattensync.stress.report.Lines;
import java.io.PrintWriter;

/**
 * What a benchmark says, line by line as it happens.
 *
 * @param writer where it goes
 */
record Output(PrintWriter writer) {

    /** Says a line, as {@link Lines#add} writes it. */
    void line(String format, Object... arguments) {
        Lines lines = new Lines();
        lines.add(format, arguments);
        writer.print(lines);
        writer.flush();
    }

    /** An empty line. */
    void gap() {
        line("");
    }
}
