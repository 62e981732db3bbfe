package org.lictor.service;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A group by which reports are narrowed and compared: a department, a project, a room of workstations, a family of products.
 * Unlike an agent group it decides nothing, and may be changed for the past too.
 *
 * @param name    its name
 * @param kind    what its members are
 * @param members by name and beginning; the same name several times for times that do not overlap
 */
public record ReportGroup(String name, Kind kind, List<Member> members) {

	/** What members are. */
	public enum Kind {
		/** People: host users, accounts by mail address or id, groups of the vendor's, or groups and departments of a directory. */
		USERS,
		/** Hosts. */
		HOSTS,
		/** Licence servers. */
		SERVERS,
		/** Products. */
		PRODUCTS
	}

	/** What the name of a member begins with that is a group of the vendor's, such as {@code group:Structural Engineers}. */
	public static final String VENDOR_GROUP = "group:";

	/** What the name of a member begins with that is a group of a company's directory, by its name or distinguished name. */
	public static final String DIRECTORY_GROUP = "directory-group:";

	/** What the name of a member begins with that is all of a department, as a company's directory tells it. */
	public static final String DEPARTMENT = "department:";

	/**
	 * A membership for {@code [from, until)}.
	 *
	 * @param name  whom or what it is about, without regard to case; {@code *} stands for any characters, {@code ?} for one
	 * @param from  first moment, empty when it is for all the past
	 * @param until first moment it is not any more, empty when it is for all time to come
	 */
	public record Member(String name, Optional<Instant> from, Optional<Instant> until) {

		/** Checks that nothing is null. */
		public Member {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(from, "from");
			Objects.requireNonNull(until, "until");
		}

		/**
		 * A membership for all time.
		 *
		 * @param name whom or what it is about
		 */
		public Member(String name) {
			this(name, Optional.empty(), Optional.empty());
		}
	}

	/** Checks that nothing is null, copies the list. */
	public ReportGroup {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(kind, "kind");
		members = List.copyOf(members);
	}
}
