package dev.flattensync.stress.compare;

import com.typesafe.config.Config;
import dev.flattensync.stress.compare.ConfigLeaves.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what differs between a run's setting and the base's. */
final class Differences {
    private static final String NONE = "none";

    private final List<Difference> found = new ArrayList<>();

    /** What was found, in the order of the comparisons. */
    List<Difference> found() {
        return List.copyOf(found);
    }

    /** Compares two texts. */
    void compare(String what, String there, String here) {
        if (!there.equals(here)) {
            found.add(new Difference(what, there, here));
        }
    }

    /** Compares what may not be known or given. */
    void compare(String what, Optional<String> there, Optional<String> here) {
        compare(what, there.orElse(NONE), here.orElse(NONE));
    }

    /** Compares values by their names. */
    void compare(String what, Map<String, String> there, Map<String, String> here) {
        names(there, here)
                .forEach(name -> compare(
                        what + " " + name, Optional.ofNullable(there.get(name)), Optional.ofNullable(here.get(name))));
    }

    /** Compares what two configurations say at a path and below it, by what it means. */
    void compare(String path, Config there, Config here) {
        compareLeaves(ConfigLeaves.of(there, path), ConfigLeaves.of(here, path));
    }

    /** Compares values of configurations by their paths. */
    void compareLeaves(Map<String, Leaf> there, Map<String, Leaf> here) {
        for (String path : names(there, here)) {
            Optional<Leaf> one = Optional.ofNullable(there.get(path));
            Optional<Leaf> other = Optional.ofNullable(here.get(path));
            if (!one.map(Leaf::meaning).equals(other.map(Leaf::meaning))) {
                compare(path, one.map(Leaf::text), other.map(Leaf::text));
            }
        }
    }

    private static Set<String> names(Map<String, ?> there, Map<String, ?> here) {
        Set<String> names = new LinkedHashSet<>(there.keySet());
        names.addAll(here.keySet());
        return names;
    }
}
