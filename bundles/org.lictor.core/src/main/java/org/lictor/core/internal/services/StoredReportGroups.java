package org.lictor.core.internal.services;

import java.util.ArrayList;
import java.util.List;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.Names;
import org.lictor.model.Diagnostic;
import org.lictor.service.Changes;
import org.lictor.service.ReportGroup;
import org.lictor.service.ReportGroup.Member;
import org.lictor.service.ReportGroups;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.Store;
import org.lictor.store.StoredReportGroup;
import org.lictor.store.Transaction;

/** Report groups in a store. */
public final class StoredReportGroups implements ReportGroups {

	private static final int LONGEST_MEMBER = 320;
	private static final int MOST_MEMBERS = 100_000;

	private final Store store;
	private final Journal journal;
	private final ChangeHub changes;

	/**
	 * @param store   keeps the groups
	 * @param journal is told what an administrator did
	 * @param changes is told that something changed
	 */
	public StoredReportGroups(Store store, Journal journal, ChangeHub changes) {
		this.store = store;
		this.journal = journal;
		this.changes = changes;
	}

	@Override
	public List<ReportGroup> list() throws ServiceException {
		return store.read(transaction -> transaction.reportGroups().all().stream()
				.map(group -> new ReportGroup(group.name(), ReportGroup.Kind.valueOf(group.kind()), group.members().stream()
						.map(member -> new Member(member.name(), member.from(), member.until())).toList()))
				.toList());
	}

	@Override
	public void add(String name, ReportGroup.Kind kind) throws ServiceException {
		String wanted = Names.check("A report group", name);
		store.write(transaction -> {
			if (transaction.reportGroups().all().stream().anyMatch(group -> group.name().equalsIgnoreCase(wanted))) {
				throw new ServiceException(Reason.ALREADY_EXISTS, "There is a report group '" + wanted + "' already.");
			}
			transaction.reportGroups().put(new StoredReportGroup(wanted, kind.name(), List.of()));
			return null;
		});
		told("The report group '" + wanted + "' was made.");
	}

	@Override
	public void remove(String name) throws ServiceException {
		store.write(transaction -> {
			transaction.reportGroups().remove(need(transaction, name).name());
			return null;
		});
		told("The report group '" + name + "' was removed.");
	}

	@Override
	public void include(String group, Member member) throws ServiceException {
		String name = GivenText.of("The name of a member", member.name(), LONGEST_MEMBER);
		Validity time = new Validity(member.from(), member.until()).checked();
		change(group, members -> {
			if (members.stream().anyMatch(each -> overlap(each, name, time))) {
				throw new ServiceException(Reason.ALREADY_EXISTS,
						"'" + name + "' is in the report group '" + group + "' already" + time.words() + ".");
			}
			if (members.size() == MOST_MEMBERS) {
				throw new ServiceException(Reason.INVALID, "A report group has at most " + MOST_MEMBERS
						+ " members: use a name with * in it, or a group of the vendor's.");
			}
			members.add(new StoredReportGroup.Member(name, member.from(), member.until()));
		});
		told("'" + name + "' was taken into the report group '" + group + "'" + time.words() + ".");
	}

	@Override
	public void exclude(String group, Member member) throws ServiceException {
		String name = member.name().strip();
		Validity time = new Validity(member.from(), member.until()).checked();
		change(group, members -> {
			List<StoredReportGroup.Member> found = members.stream().filter(each -> overlap(each, name, time)).toList();
			if (found.isEmpty()) {
				throw new ServiceException(Reason.NOT_FOUND,
						"'" + name + "' is not in the report group '" + group + "'" + time.words() + ".");
			}
			for (StoredReportGroup.Member was : found) {
				members.remove(was);
				for (Validity left : new Validity(was.from(), was.until()).without(time)) {
					members.add(new StoredReportGroup.Member(was.name(), left.from(), left.until()));
				}
			}
		});
		told("'" + name + "' is not in the report group '" + group + "' any more" + time.words() + ".");
	}

	private interface Change {

		void to(List<StoredReportGroup.Member> members) throws ServiceException;
	}

	private void change(String name, Change change) throws ServiceException {
		store.write(transaction -> {
			StoredReportGroup group = need(transaction, name);
			List<StoredReportGroup.Member> members = new ArrayList<>(group.members());
			change.to(members);
			transaction.reportGroups().put(new StoredReportGroup(group.name(), group.kind(), members));
			return null;
		});
	}

	private static StoredReportGroup need(Transaction transaction, String name) throws ServiceException {
		return transaction.reportGroups().byName(name)
				.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "There is no report group '" + name + "'."));
	}

	private static boolean overlap(StoredReportGroup.Member one, String name, Validity time) {
		return one.name().equalsIgnoreCase(name) && new Validity(one.from(), one.until()).overlaps(time);
	}

	private void told(String sentence) {
		journal.add(Diagnostic.Severity.INFO, Journal.LICTOR, sentence);
		changes.changed(Changes.Topic.PEOPLE);
	}
}
