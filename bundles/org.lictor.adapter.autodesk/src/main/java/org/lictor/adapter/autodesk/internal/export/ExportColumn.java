package org.lictor.adapter.autodesk.internal.export;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a column of an export means, and all names it is known by. This table is the one place to change when Autodesk
 * renames a column again.
 *
 * <p>Three generations are known. The portal first wrote names with blanks ({@code Day used}); since 2026 Subscriptions,
 * Users, Usage and Usage report have names with underscores ({@code day_used}); fields of the reporting API of Autodesk
 * Platform Services, formerly Forge, are written together ({@code usageDate}). Letters in either case, blanks, underscores
 * and the like do not count, so {@code Day used}, {@code day_used} and {@code DAY-USED} are one name and stand here once.
 * Sources: the page "Usage data export" of Autodesk's support in several states, the field reference of the insights API,
 * and header rows of real exports.
 */
enum ExportColumn {
	// Who
	AUTODESK_ID("Autodesk ID"),
	USER_ID("User ID"),
	HASHED_ID("hashed_autodesk_id", "hashedUserId"),
	EMAIL("Email", "emailAddress", "User email"),
	FIRST_NAME("First name", "First"),
	LAST_NAME("Last name", "Last"),
	FULL_NAME("Full name", "Name", "userName"),
	ROLE("Role"),
	ACCOUNT_STATUS("account_status", "User status"),
	TEAM("Team", "team_alias", "Team name"),
	GROUP("Group", "Groups"),
	GROUP_TYPE("Group type"),

	// What was bought
	OFFERING_NAME("offering_name", "Offering"),
	PRODUCT_NAME("Product name", "Product"),
	SUBSCRIPTION_ID("subscription_id", "reportingEntityId"),
	CONTRACT_NUMBER("contract_number", "Contract"),
	SUBSCRIPTION_STATUS("subscription_status", "Status"),
	SEAT_QUANTITY("seat_quantity", "Seats", "Quantity", "Total seats"),
	START_DATE("start_date"),
	END_DATE("end_date", "Expiration date"),

	// What ran
	CHILD_PRODUCT_NAME("childProductName"),
	VERSION("Version", "Product version"),
	ACCESS_OPTION("access_option", "source"),

	// When and how much
	DAY_USED("day_used", "usageDate", "Date used"),
	DAYS_USED("days_used"),
	LAST_ACCESSED("last_accessed", "Last used"),
	TOKENS_USED("tokens_used", "tokens"),
	SEAT_ASSIGNMENT("seat_assignment"),
	ASSIGNED_DATE("assigned_date"),
	UNASSIGNED_DATE("unassigned_date"),

	// Known, and nothing is derived from them but that the table is a usage report
	REPORT_ONLY("days_inactive", "monthly_average", "user_activity"),

	// Known, and nothing is derived from them
	UNUSED("autorenew_date", "term", "reseller_email", "reseller_name", "Feature", "featureId", "productLineCode",
			"minorVersion", "isParentProduct", "isProductVersioned", "profileImage", "contextId", "usageMonth", "usageWeek");

	private static final Map<String, ExportColumn> BY_NAME = new HashMap<>();

	static {
		for (ExportColumn column : values()) {
			for (String name : column.names) {
				if (BY_NAME.put(key(name), column) != null) {
					throw new IllegalStateException("the column name '" + name + "' stands twice");
				}
			}
		}
	}

	private final List<String> names;

	ExportColumn(String... names) {
		this.names = Arrays.asList(names);
	}

	/** @return the names it is known by, the newest first */
	List<String> names() {
		return names;
	}

	/**
	 * @param name as it stands in a file
	 * @return what it means, empty when nobody knows
	 */
	static Optional<ExportColumn> of(String name) {
		return Optional.ofNullable(BY_NAME.get(key(name)));
	}

	/** What counts of a name: its letters and digits, in lower case. */
	private static String key(String name) {
		StringBuilder key = new StringBuilder();
		name.codePoints().filter(Character::isLetterOrDigit).forEach(key::appendCodePoint);
		return key.toString().toLowerCase(Locale.ROOT);
	}
}
