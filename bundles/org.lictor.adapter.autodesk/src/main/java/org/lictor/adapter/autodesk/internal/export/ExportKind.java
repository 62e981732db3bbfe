package org.lictor.adapter.autodesk.internal.export;

import static org.lictor.adapter.autodesk.internal.export.ExportColumn.ACCOUNT_STATUS;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.ASSIGNED_DATE;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.AUTODESK_ID;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.DAYS_USED;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.DAY_USED;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.EMAIL;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.GROUP;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.HASHED_ID;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.LAST_ACCESSED;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.OFFERING_NAME;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.PRODUCT_NAME;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.REPORT_ONLY;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.ROLE;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.SEAT_ASSIGNMENT;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.SEAT_QUANTITY;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.TOKENS_USED;
import static org.lictor.adapter.autodesk.internal.export.ExportColumn.USER_ID;

import java.util.Optional;

/** The kinds of exports. Which one a table is shows in its columns; files are renamed, columns are not. */
enum ExportKind {
	SUBSCRIPTIONS("Subscriptions export"),
	USAGE("Usage export"),
	TOKEN_USAGE("Token usage export"),
	USAGE_REPORT("Usage report"),
	USERS("Users export"),
	GROUPS("Groups export");

	private final String label;

	ExportKind(String label) {
		this.label = label;
	}

	/** @return the name shown to people */
	String label() {
		return label;
	}

	/**
	 * @param header the columns of a table
	 * @return what it is, empty when it is no export that is known
	 */
	static Optional<ExportKind> of(Header header) {
		boolean product = header.hasAny(OFFERING_NAME, PRODUCT_NAME);
		boolean person = header.hasAny(EMAIL, AUTODESK_ID, USER_ID, HASHED_ID);
		if (product && header.has(SEAT_QUANTITY)) {
			return Optional.of(SUBSCRIPTIONS);
		}
		if (product && person && header.has(DAY_USED)) {
			return Optional.of(header.has(TOKENS_USED) ? TOKEN_USAGE : USAGE);
		}
		if (product && person
				&& header.hasAny(DAYS_USED, LAST_ACCESSED, ASSIGNED_DATE, SEAT_ASSIGNMENT, TOKENS_USED, REPORT_ONLY)) {
			return Optional.of(USAGE_REPORT);
		}
		if (person && header.has(GROUP) && !product) {
			return Optional.of(GROUPS);
		}
		if (person && header.hasAny(ROLE, ACCOUNT_STATUS, PRODUCT_NAME, OFFERING_NAME)) {
			return Optional.of(USERS);
		}
		return Optional.empty();
	}
}
