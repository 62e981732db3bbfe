package org.lictor.simulator.autodesk;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A session counted on a Token Flex contract.
 *
 * @param id              of the charged item, unique
 * @param contract        number of the contract
 * @param product         what ran
 * @param code            the product line code
 * @param version         a year
 * @param feature         the feature code
 * @param category        DESKTOP_PRODUCT, CLOUD_PRODUCT, CLOUD_SERVICE or MANUAL_ADJUSTMENT
 * @param charge          CHARGED, FREE or CASUAL
 * @param user            who, whatever the interface puts into which column
 * @param machine         where, whatever the interface puts into which column; empty in the cloud
 * @param licenceServer   that gave the licence, empty in the cloud
 * @param start           whole seconds
 * @param end             after the start, whole seconds
 * @param tokens          consumed, 0 or more, one digit after the point
 * @param machineMetered  whether the product is counted by machine (VRED, Arnold, RenderNode): the interface swaps user and
 *                        machine of these
 */
public record FlexSession(String id, String contract, String product, String code, String version, String feature, String category,
		String charge, String user, String machine, String licenceServer, Instant start, Instant end, BigDecimal tokens,
		boolean machineMetered) {
}
