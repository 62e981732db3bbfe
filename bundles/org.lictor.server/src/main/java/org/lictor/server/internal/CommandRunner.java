package org.lictor.server.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.lictor.model.Privacy;
import org.lictor.report.Renderer;
import org.lictor.report.Renderers;
import org.lictor.server.internal.FormatOption.Format;
import org.lictor.server.internal.GroupsCommand.AutoAssign.OnOff;
import org.lictor.server.internal.ServerCommand.Lifetime;
import org.lictor.server.internal.TokensCommand.HumanRole;
import org.lictor.service.Price;
import org.lictor.service.ReportGroup;
import org.lictor.service.RetentionLimit;
import org.lictor.service.ServiceException;
import org.lictor.service.RemoteChange;
import org.lictor.service.TrustPolicy;
import org.lictor.spi.Durations;
import org.lictor.spi.WatchedApplication;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Understands the words of a command, has it run, and turns whatever goes wrong into a sentence and an exit code. */
final class CommandRunner {

	private static final System.Logger LOG = System.getLogger(CommandRunner.class.getName());

	private static final List<Class<?>> COMMANDS = List.of(ServerCommand.class, ServersCommand.class, GroupsCommand.class,
			AgentsCommand.class, RulesCommand.class, ImportCommand.class, ReportCommand.class, ReportsCommand.class, ExplainCommand.class, PeopleCommand.class,
			ReportGroupsCommand.class, DirectoryCommand.class, PricesCommand.class, TokensCommand.class, RebuildCommand.class, VerifyCommand.class,
			RetentionCommand.class, BackupCommand.class, RestoreCommand.class, MoveCommand.class, PluginsCommand.class, UpdateCommand.class);

	private final Terminal terminal;
	private final Lifetime lifetime;

	/**
	 * @param terminal what is around
	 * @param lifetime how long a server runs
	 */
	CommandRunner(Terminal terminal, Lifetime lifetime) {
		this.terminal = terminal;
		this.lifetime = lifetime;
	}

	/**
	 * @param words of a command
	 * @return 0 when it did its job, 1 when it was refused or failed, 2 when its words were not understood
	 */
	int run(String... words) {
		try {
			return commandLine(words).execute(words);
		} finally {
			terminal.out().flush();
			terminal.err().flush();
		}
	}

	/**
	 * @param words of a command
	 * @return ready to be run: the one command that the first word names, or all of them. To make them all takes a third
	 *         of a second, which a server that starts and a command that is soon done should not have to wait for
	 */
	CommandLine commandLine(String... words) {
		CommandLine line = new CommandLine(new LictorCommand(), new Factory());
		List<Class<?>> named = COMMANDS.stream()
				.filter(each -> words.length > 0 && each.getAnnotation(Command.class).name().equals(words[0])).toList();
		(named.isEmpty() ? COMMANDS : named).forEach(line::addSubcommand);
		line.getCommandSpec().version("Lictor " + terminal.version());
		line.setOut(new java.io.PrintWriter(terminal.out(), true, java.nio.charset.StandardCharsets.UTF_8));
		line.setErr(new java.io.PrintWriter(terminal.err(), true, java.nio.charset.StandardCharsets.UTF_8));
		line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
		line.setOverwrittenOptionsAllowed(false);
		line.registerConverter(Duration.class, new DurationConverter());
		line.registerConverter(Renderer.class, new RendererConverter());
		line.registerConverter(Format.class, new ChoiceConverter<>(Format.class));
		line.registerConverter(HumanRole.class, new ChoiceConverter<>(HumanRole.class));
		line.registerConverter(OnOff.class, new ChoiceConverter<>(OnOff.class));
		line.registerConverter(Price.Kind.class, new ChoiceConverter<>(Price.Kind.class));
		line.registerConverter(ReportGroup.Kind.class, new ChoiceConverter<>(ReportGroup.Kind.class));
		line.registerConverter(RetentionLimit.Kind.class, new ChoiceConverter<>(RetentionLimit.Kind.class));
		line.registerConverter(TrustPolicy.class, new ChoiceConverter<>(TrustPolicy.class));
		line.registerConverter(RemoteChange.class, new ChoiceConverter<>(RemoteChange.class));
		line.registerConverter(Privacy.class, new ChoiceConverter<>(Privacy.class));
		line.registerConverter(WatchedApplication.Kind.class, new ChoiceConverter<>(WatchedApplication.Kind.class));
		line.setParameterExceptionHandler(this::misused);
		line.setExecutionExceptionHandler((exception, command, parsed) -> failed(exception));
		return line;
	}

	private int misused(ParameterException e, String[] words) {
		CommandSpec command = e.getCommandLine().getCommandSpec();
		String sentence = e.getMessage();
		if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
			String word = unmatched.getUnmatched().getFirst();
			sentence = (word.startsWith("-") ? "There is no option '" : command.subcommands().isEmpty()
					? "There is one word too many: '" : "There is no command '") + word + "'.";
		}
		terminal.err().println(sentence.strip());
		terminal.err().println("'" + command.qualifiedName() + " --help' tells what there is.");
		return CommandLine.ExitCode.USAGE;
	}

	private int failed(Exception e) {
		if (e instanceof ServiceException trouble) {
			if (trouble.reason() == ServiceException.Reason.INTERNAL) {
				LOG.log(System.Logger.Level.ERROR, "A command failed.", trouble);
			}
			terminal.err().println(trouble.getMessage());
		} else {
			LOG.log(System.Logger.Level.ERROR, "A command failed by a defect.", e);
			terminal.err().println("A defect of Lictor came to light; the folder 'log' of the data folder has more.");
		}
		return Words.FAILED;
	}

	/** Commands get what is around them when they are made. */
	private final class Factory implements IFactory {

		@Override
		public <K> K create(Class<K> type) throws Exception {
			if (type == ServerCommand.class) {
				return type.cast(new ServerCommand(terminal, lifetime));
			}
			if (type.getPackage() != getClass().getPackage()) {
				return CommandLine.defaultFactory().create(type);
			}
			boolean asksForIt = Arrays.stream(type.getDeclaredConstructors())
					.anyMatch(each -> Arrays.equals(each.getParameterTypes(), new Class<?>[] { Terminal.class }));
			return asksForIt ? type.getDeclaredConstructor(Terminal.class).newInstance(terminal) : type.getDeclaredConstructor().newInstance();
		}
	}

	private static final class DurationConverter implements ITypeConverter<Duration> {

		@Override
		public Duration convert(String text) {
			return Durations.parse(text).orElseThrow(
					() -> new TypeConversionException("'" + text + "' is no length of time such as 30m, 12h or 30d"));
		}
	}

	/** Letters in either case. */
	private record ChoiceConverter<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

		@Override
		public E convert(String text) {
			return Arrays.stream(type.getEnumConstants()).filter(each -> each.name().equalsIgnoreCase(text)).findAny()
					.orElseThrow(() -> new TypeConversionException(
							"'" + text + "' is none of " + Arrays.stream(type.getEnumConstants())
									.map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "))));
		}
	}

	private static final class RendererConverter implements ITypeConverter<Renderer> {

		@Override
		public Renderer convert(String text) {
			return Renderers.byName(text).orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
					+ String.join(", ", Renderers.all().stream().map(Renderer::name).toList())));
		}
	}
}
