package org.lictor.simulator.autodesk;

import java.time.LocalDate;

/**
 * A person used a product on a day.
 *
 * @param person   who
 * @param offering what was bought; of a collection, the collection
 * @param product  what ran; the same as the offering unless that is a collection
 * @param version  a year such as {@code 2025}, or {@code cloud}
 * @param day      UTC
 * @param flex     whether it was paid for with Flex tokens
 * @param tokens   how many, 0 when it was not
 */
public record UsedDay(Person person, String offering, String product, String version, LocalDate day, boolean flex, int tokens) {
}
