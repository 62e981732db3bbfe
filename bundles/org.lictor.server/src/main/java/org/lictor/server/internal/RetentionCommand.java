package org.lictor.server.internal;

import java.util.List;

import org.lictor.model.Progress;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.service.Lictor;
import org.lictor.service.Pruned;
import org.lictor.service.RetentionLimit;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code retention}: for how long what is kept. */
@Command(name = "retention", description = "For how long sessions, samples, days of usage, denials and the Event Log are kept; for good unless set.", subcommands = {
		RetentionCommand.Show.class, RetentionCommand.Put.class, RetentionCommand.Off.class, RetentionCommand.Prune.class })
final class RetentionCommand extends GroupOfCommands {

	private static final String KINDS = "sessions|samples|usage_days|denials|event_log";

	private static final Listing<RetentionLimit> LIMITS = new Listing<>("Retention",
			List.of(Listing.text("kind", "Kind"), Column.of("days", "Days", ColumnType.INTEGER, "")),
			limit -> new Object[] { limit.kind().name(), (long) limit.days() });

	/** {@code retention show}. */
	@Command(name = "show", description = "Shows the limits; what is not among them is kept for good.")
	static final class Show extends Words {

		@Mixin
		private FormatOption format;

		Show(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			LIMITS.show(lictor.maintenance().limits(), format, terminal());
			return DONE;
		}
	}

	/** {@code retention set}. */
	@Command(name = "set", description = "Has what is older removed once a day, for good.")
	static final class Put extends Words {

		@Parameters(index = "0", paramLabel = KINDS, description = "What.")
		private RetentionLimit.Kind kind;

		@Parameters(index = "1", paramLabel = "DAYS", description = "Its greatest age.")
		private int days;

		private RetentionLimit limit;

		Put(Terminal terminal) {
			super(terminal);
		}

		@Override
		void prepare() {
			try {
				limit = new RetentionLimit(kind, days);
			} catch (IllegalArgumentException e) {
				throw misuse("DAYS should be a number from 1 to " + RetentionLimit.MOST_DAYS + ".");
			}
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.maintenance().limit(limit);
			say(kind.label() + " older than " + days + " days are removed once a day while a server or workbench runs.");
			return DONE;
		}
	}

	/** {@code retention off}. */
	@Command(name = "off", description = "Keeps something for good again; what was removed is gone.")
	static final class Off extends Words {

		@Parameters(index = "0", paramLabel = KINDS, description = "What.")
		private RetentionLimit.Kind kind;

		Off(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.maintenance().unlimited(kind);
			say(kind.label() + " are kept for good.");
			return DONE;
		}
	}

	/** {@code retention apply}. */
	@Command(name = "apply", description = "Removes what is older than its limit now.")
	static final class Prune extends Words {

		@Mixin
		private FormatOption format;

		Prune(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			Pruned pruned = lictor.maintenance().prune(progress);
			if (format.json()) {
				Listing.json(pruned, terminal());
			} else {
				say("Removed: " + pruned.sessions() + " sessions, " + pruned.samples() + " samples, " + pruned.usageDays()
						+ " days of usage, " + pruned.denials() + " denials, " + pruned.lines() + " lines of the Event Log.");
			}
			return DONE;
		}
	}
}
