package dev.flattensync.stress.environment;

import dev.flattensync.stress.InvalidInputException;

/**
 * The sync that is configured to be stressed.
 *
 * @param name the name of a class that implements {@link SyncUnderTest} and has a constructor without parameters
 */
public record SyncClass(String name) {

    /**
     * Makes one that is not started yet.
     *
     * @throws InvalidInputException if there is no such class, or it can't be made
     */
    public SyncUnderTest newSync() {
        try {
            return Class.forName(name)
                    .asSubclass(SyncUnderTest.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new InvalidInputException(
                    "stress.sync.class = \"%s\": allowed is a class on the class path that implements %s and has a constructor without parameters"
                            .formatted(name, SyncUnderTest.class.getName()));
        }
    }
}
