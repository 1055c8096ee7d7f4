package dev.flattensync.store;

import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.flatten.TakenId;
import java.util.Map;
import java.util.Set;

/** New elements that embed arrays have the ids of others, whose rows their own could not be told apart from. */
public final class TakenIdException extends MappingViolationException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Set<TakenId>> taken;

    /** @param taken the elements and their ids, by the canonical ids of their documents; at least one */
    TakenIdException(Map<String, Set<TakenId>> taken) {
        super(
                taken.keySet().iterator().next(),
                taken.values().iterator().next().iterator().next().violation());
        this.taken = Map.copyOf(taken);
    }

    /** The elements and their ids, by the canonical ids of their documents. */
    public Map<String, Set<TakenId>> taken() {
        return taken;
    }
}
