package org.lictor.core.internal.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lictor.core.internal.groups.MemberTimes;
import org.lictor.query.Whose;
import org.lictor.service.ReportGroup;
import org.lictor.store.AccountFact;
import org.lictor.store.DenialFact;
import org.lictor.store.DenialTable.DeniedUser;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionRow;

/** Whose sessions a question is about. For one thread. */
final class Narrowing {

	private final List<GroupOfSessions> groups;

	/**
	 * @param reading the question, which names no group that there is not
	 */
	Narrowing(Reading reading) {
		groups = new ArrayList<>();
		Whose whose = reading.query().whose();
		whose.user().ifPresent(user -> groups.add(GroupOfSessions.named(reading, ReportGroup.Kind.USERS, user)));
		whose.host().ifPresent(host -> groups.add(GroupOfSessions.named(reading, ReportGroup.Kind.HOSTS, host)));
		whose.group().ifPresent(name -> groups.add(new GroupOfSessions(reading,
				reading.transaction().reportGroups().byName(name).orElseThrow(),
				whose.todaysMembers() ? Optional.of(reading.now()) : Optional.empty())));
	}

	private Narrowing(List<GroupOfSessions> groups) {
		this.groups = groups;
	}

	/** @return the same for another thread */
	Narrowing again() {
		return new Narrowing(groups.stream().map(GroupOfSessions::again).toList());
	}

	/**
	 * @param filter of sessions
	 * @return the same for those that the question is about
	 */
	SessionFilter of(SessionFilter filter) {
		SessionFilter users = filter;
		for (GroupOfSessions group : groups) {
			if (group.ofUsers()) {
				users = users.users(group::mayBe);
			}
		}
		return users.only(this::has);
	}

	/**
	 * @param session any
	 * @return whether the question is about it
	 */
	boolean has(SessionRow session) {
		for (int group = 0; group < groups.size(); group++) {
			if (!groups.get(group).has(session)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * @param server number of the server that refused licences
	 * @param denial to whom
	 * @return whether the question is about it
	 */
	boolean hasDenial(long server, DenialFact denial) {
		return groups.stream().allMatch(group -> group.hasDenial(server, denial));
	}

	/**
	 * @param server number of the server that refused licences
	 * @param denied to whom
	 * @return when the question is about denials of this user
	 */
	MemberTimes ofDenials(long server, DeniedUser denied) {
		MemberTimes times = MemberTimes.ALWAYS;
		for (GroupOfSessions group : groups) {
			times = times.and(group.ofDenials(server, denied.product().name(), denied.user(), denied.host()));
		}
		return times;
	}

	/**
	 * @param server  number of the server that assigned a seat
	 * @param account to whom
	 * @param product what
	 * @return whether the question is about it
	 */
	boolean hasSeat(long server, AccountFact account, String product) {
		return groups.stream().allMatch(group -> group.hasSeat(server, account, product));
	}

	/** @return whether it is about hosts */
	boolean ofHosts() {
		return groups.stream().anyMatch(GroupOfSessions::ofHosts);
	}

	/** @return whether everybody's use is asked for */
	boolean none() {
		return groups.isEmpty();
	}

	/** @return whether only some of the use of a product of a server is asked for, so that what the server told says nothing */
	boolean partsUse() {
		return groups.stream().anyMatch(GroupOfSessions::partsUse);
	}

	/**
	 * @param server  number of a server
	 * @param product name of a product
	 * @return when any of its use is asked for
	 */
	MemberTimes of(long server, String product) {
		// at most one of them is a group of servers or products
		return groups.stream().map(group -> group.of(server, product)).filter(times -> !times.equals(MemberTimes.ALWAYS)).findFirst()
				.orElse(MemberTimes.ALWAYS);
	}
}
