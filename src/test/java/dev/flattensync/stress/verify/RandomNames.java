package dev.flattensync.stress.verify;

import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Names that something may trip over, for fields of documents, and for tables and columns. */
final class RandomNames {
    private static final List<String> FIELDS = List.of(
            "title",
            "select",
            "order by",
            "a.b",
            "x.y.z",
            ".",
            "7",
            "0",
            "it's",
            "say \"hi\"",
            "back\\slash",
            "ünïcödé",
            "名前",
            "😀",
            "$price",
            "",
            "_ID",
            "tab\there",
            "100%",
            "what?");

    private static final List<String> IDENTIFIERS = List.of(
            "title",
            "select",
            "Order By",
            "a.b",
            "7",
            "it's",
            "say \"hi\"",
            "back\\slash",
            "ünïcödé",
            "名前",
            "😀",
            "user",
            "_ID",
            "id",
            "root",
            "ord",
            "v1",
            "i1",
            "id1",
            "at1",
            "tab\there",
            "100%",
            "what?",
            "$1",
            ":named",
            "--",
            "a name of sixty bytes, which is near what PostgreSQL can take");

    private final RandomGenerator random;
    private final List<String> fields;

    private RandomNames(RandomGenerator random, List<String> fields) {
        this.random = random;
        this.fields = fields;
    }

    static RandomNames any(RandomGenerator random) {
        return new RandomNames(random, FIELDS);
    }

    /** Without those fields that an update operator can't name. */
    static RandomNames forUpdates(RandomGenerator random) {
        return new RandomNames(
                random,
                FIELDS.stream()
                        .filter(name -> !name.contains(".") && !name.startsWith("$") && !name.matches("\\d*"))
                        .toList());
    }

    /** A field's name in a document that fits; plain ones are as likely as odd ones. */
    String field(Predicate<String> fits) {
        return pick(fields, "f", fits);
    }

    /** An unquoted name of a table or column that fits. */
    String identifier(Predicate<String> fits) {
        return pick(IDENTIFIERS, "n", fits);
    }

    private String pick(List<String> odd, String plain, Predicate<String> fits) {
        if (random.nextBoolean()) {
            String name = odd.get(random.nextInt(odd.size()));
            if (fits.test(name)) {
                return name;
            }
        }
        int number = 0;
        while (!fits.test(plain + number)) {
            number++;
        }
        return plain + number;
    }
}
