package dev.flattensync.flatten;

import dev.flattensync.mapping.UnfitValueException;
import java.util.List;

/** What becomes of values that do not fit while a document is flattened: refused at once, or noted and left out. */
sealed interface Misfits {
    /** Each one is thrown. */
    Misfits REFUSED = new Refused();

    /** Takes one that was found at a path of the element at hand. */
    void add(UnfitValueException unfit, String path);

    /** How many were noted so far. */
    int count();

    /** Seen from one element further out, those from that one on are below a path. */
    void moveBelow(String path, int from);

    /** Forgets those from that one on. */
    void forgetFrom(int from);

    /** Throws. */
    record Refused() implements Misfits {
        @Override
        public void add(UnfitValueException unfit, String path) {
            throw unfit.below(path);
        }

        @Override
        public int count() {
            return 0;
        }

        @Override
        public void moveBelow(String path, int from) {
            // None is noted.
        }

        @Override
        public void forgetFrom(int from) {
            // None is noted.
        }
    }

    /**
     * Notes.
     *
     * @param unfit where to
     */
    record LeftOut(List<UnfitValueException> unfit) implements Misfits {
        @Override
        public void add(UnfitValueException found, String path) {
            unfit.add(found.below(path));
        }

        @Override
        public int count() {
            return unfit.size();
        }

        @Override
        public void moveBelow(String path, int from) {
            unfit.subList(from, unfit.size()).replaceAll(found -> found.below(path));
        }

        @Override
        public void forgetFrom(int from) {
            unfit.subList(from, unfit.size()).clear();
        }
    }
}
