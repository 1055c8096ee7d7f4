package dev.flattensync.stress.chart;

/** What a point looks like, beside its colour; each has an outline and a filling, but for the cross. */
public enum Shape {
    DISC(21, 21, "M-4 0A4 4 0 1 1 4 0A4 4 0 1 1 -4 0Z"),
    SQUARE(22, 22, "M-3.6 -3.6H3.6V3.6H-3.6Z"),
    TRIANGLE(24, 24, "M0 -4.6L4.4 3.2H-4.4Z"),
    DIAMOND(23, 23, "M0 -4.8L4.8 0L0 4.8L-4.8 0Z"),
    TRIANGLE_DOWN(25, 25, "M0 4.6L4.4 -3.2H-4.4Z"),
    /** Nothing in it can be filled, so its hollow form is a cross in a circle. */
    CROSS(4, 13, "M-3.6 -3.6L3.6 3.6M-3.6 3.6L3.6 -3.6");

    /** As R numbers them. */
    private final int number;

    private final int hollowNumber;
    private final String path;

    Shape(int number, int hollowNumber, String path) {
        this.number = number;
        this.hollowNumber = hollowNumber;
        this.path = path;
    }

    int number() {
        return number;
    }

    int number(boolean hollow) {
        return hollow ? hollowNumber : number;
    }

    /** Its outline around the origin, about 9 pixels wide. */
    String path() {
        return path;
    }
}
