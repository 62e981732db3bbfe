package org.lictor.http.internal;

import static org.lictor.http.internal.Guard.ADMINISTRATOR;
import static org.lictor.http.internal.Guard.READER;
import static org.lictor.remote.protocol.ApiPaths.AGENTS;
import static org.lictor.remote.protocol.ApiPaths.API;
import static org.lictor.remote.protocol.ApiPaths.BACKUPS;
import static org.lictor.remote.protocol.ApiPaths.CHECK;
import static org.lictor.remote.protocol.ApiPaths.DIRECTORIES;
import static org.lictor.remote.protocol.ApiPaths.DIRECTORY_SCHEMA;
import static org.lictor.remote.protocol.ApiPaths.DIRECTORY_TESTS;
import static org.lictor.remote.protocol.ApiPaths.ENROLMENTS;
import static org.lictor.remote.protocol.ApiPaths.ERASURES;
import static org.lictor.remote.protocol.ApiPaths.FINISHED_SIGN_INS;
import static org.lictor.remote.protocol.ApiPaths.GROUPS;
import static org.lictor.remote.protocol.ApiPaths.LIMITS;
import static org.lictor.remote.protocol.ApiPaths.PATTERNS;
import static org.lictor.remote.protocol.ApiPaths.PEOPLE;
import static org.lictor.remote.protocol.ApiPaths.PERSON_EVIDENCE;
import static org.lictor.remote.protocol.ApiPaths.PRICES;
import static org.lictor.remote.protocol.ApiPaths.PRUNE;
import static org.lictor.remote.protocol.ApiPaths.REBUILD;
import static org.lictor.remote.protocol.ApiPaths.REPORT_GROUPS;
import static org.lictor.remote.protocol.ApiPaths.SERVERS;
import static org.lictor.remote.protocol.ApiPaths.SERVER_TYPES;
import static org.lictor.remote.protocol.ApiPaths.SIGN_INS;
import static org.lictor.remote.protocol.ApiPaths.TOKENS;
import static org.lictor.remote.protocol.ApiPaths.VERIFICATIONS;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import org.lictor.http.internal.Route.Body;
import org.lictor.query.ResultTable;
import org.lictor.remote.protocol.About;
import org.lictor.remote.protocol.FinishedSignIn;
import org.lictor.remote.protocol.GroupChange;
import org.lictor.remote.protocol.NewBackup;
import org.lictor.remote.protocol.NewEnrolment;
import org.lictor.remote.protocol.NewExamination;
import org.lictor.remote.protocol.NewGroup;
import org.lictor.remote.protocol.IdleChange;
import org.lictor.remote.protocol.PrivacyChange;
import org.lictor.remote.protocol.NewRefresh;
import org.lictor.remote.protocol.NewReportGroup;
import org.lictor.remote.protocol.NewToken;
import org.lictor.remote.protocol.NewPatterns;
import org.lictor.remote.protocol.QueryParameters;
import org.lictor.remote.protocol.TokenSecret;
import org.lictor.service.DirectoryDefinition;
import org.lictor.report.RenderOptions;
import org.lictor.report.Renderers;
import org.lictor.service.Lictor;
import org.lictor.service.Mapping;
import org.lictor.service.Person;
import org.lictor.service.Price;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ReportGroup;
import org.lictor.service.RetentionLimit;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.WatchedApplication;

/** Servers, groups, agents, people, tokens and maintenance: each call of a service is one route. */
final class AdministrationRoutes {

	private static final String POST = "POST";
	private static final String PUT = "PUT";
	private static final String DELETE = "DELETE";
	private static final String NAME = "name";
	private static final String HOST_USER = "host_user";
	private static final String ACCOUNT = "account";
	private static final String KIND = "kind";
	private static final String PRODUCT = "product";
	private static final String FROM = QueryParameters.FROM;

	private AdministrationRoutes() {
	}

	/**
	 * @param lictor answers
	 * @param routes takes the routes
	 */
	static void add(Lictor lictor, Routes routes) {
		routes.get(API, READER,
				call -> Answer.json(new About(lictor.version(), lictor.place(), call.who().role())));
		servers(lictor, routes);
		groups(lictor, routes);
		agents(lictor, routes);
		people(lictor, routes);
		reportGroups(lictor, routes);
		directories(lictor, routes);
		prices(lictor, routes);
		tokens(lictor, routes);
		routes.add(POST, REBUILD, ADMINISTRATOR, Body.NONE,
				call -> Answer.task(progress -> lictor.maintenance().rebuild(progress)));
		routes.add(POST, CHECK, ADMINISTRATOR, Body.NONE,
				call -> Answer.task(progress -> lictor.maintenance().check(progress)));
		routes.add(POST, BACKUPS, ADMINISTRATOR, Body.JSON, call -> {
			String target = call.json(NewBackup.class).target();
			return Answer.task(progress -> lictor.maintenance().backup(target, progress));
		});
		routes.get(LIMITS, READER, call -> Answer.json(lictor.maintenance().limits()));
		routes.add(PUT, LIMITS, ADMINISTRATOR, Body.JSON, call -> {
			lictor.maintenance().limit(call.json(RetentionLimit.class));
			return Answer.done();
		});
		routes.add(DELETE, LIMITS, ADMINISTRATOR, Body.NONE, Set.of(KIND), call -> {
			lictor.maintenance().unlimited(oneOf(RetentionLimit.Kind.class, call.parameters().need(KIND)));
			return Answer.done();
		});
		routes.add(POST, PRUNE, ADMINISTRATOR, Body.NONE, call -> Answer.task(progress -> lictor.maintenance().prune(progress)));
	}

	private static void servers(Lictor lictor, Routes routes) {
		String server = SERVERS + "/{server}";
		routes.get(SERVER_TYPES, READER, call -> Answer.json(lictor.servers().types()));
		routes.get(SERVERS, READER, call -> Answer.json(lictor.servers().list()));
		routes.add(POST, SERVERS, ADMINISTRATOR, Body.JSON,
				call -> Answer.json(201, lictor.servers().add(call.json(ServerDefinition.class))));
		routes.get(server, READER, call -> Answer.json(lictor.servers().show(call.name("server"))));
		routes.add(PUT, server, ADMINISTRATOR, Body.JSON, call -> {
			ServerDefinition definition = call.json(ServerDefinition.class);
			if (!definition.name().equals(call.name("server"))) {
				throw new ServiceException(Reason.INVALID, "A server keeps its name: the address says '"
						+ call.name("server") + "', the definition '" + definition.name() + "'.");
			}
			return Answer.json(lictor.servers().update(definition));
		});
		routes.add(DELETE, server, ADMINISTRATOR, Body.NONE, call -> {
			lictor.servers().remove(call.name("server"));
			return Answer.done();
		});
		routes.add(POST, server + "/poll", ADMINISTRATOR, Body.NONE,
				call -> Answer.task(progress -> lictor.servers().poll(call.name("server"), progress)));
		routes.get(server + "/rules", READER, call -> Answer.json(lictor.agents().rules(call.name("server"))));
		routes.add(PUT, server + "/rules", ADMINISTRATOR, Body.JSON, call -> {
			lictor.agents().putRule(call.name("server"), call.json(WatchedApplication.class));
			return Answer.done();
		});
		routes.add(DELETE, server + "/rules/{rule}", ADMINISTRATOR, Body.NONE, call -> {
			lictor.agents().removeRule(call.name("server"), call.name("rule"));
			return Answer.done();
		});
		routes.add(POST, VERIFICATIONS, ADMINISTRATOR, Body.JSON, call -> {
			ServerDefinition definition = call.json(ServerDefinition.class);
			return Answer.task(progress -> lictor.servers().verify(definition, progress));
		});
		routes.add(POST, SIGN_INS, ADMINISTRATOR, Body.JSON,
				call -> Answer.json(201, lictor.servers().beginSignIn(call.json(ServerDefinition.class))));
		routes.add(POST, FINISHED_SIGN_INS, ADMINISTRATOR, Body.JSON, call -> {
			FinishedSignIn finished = call.json(FinishedSignIn.class);
			return Answer.task(progress -> lictor.servers().finishSignIn(finished.id(), finished.query(), progress));
		});
	}

	private static void groups(Lictor lictor, Routes routes) {
		String group = GROUPS + "/{group}";
		String server = group + "/servers/{server}";
		String agent = group + "/agents/{agent}";
		routes.get(GROUPS, READER, call -> Answer.json(lictor.groups().list()));
		routes.add(POST, GROUPS, ADMINISTRATOR, Body.JSON, call -> {
			NewGroup wanted = call.json(NewGroup.class);
			return Answer.json(201, lictor.groups().create(wanted.name(), wanted.autoAssign()));
		});
		routes.add(PUT, group, ADMINISTRATOR, Body.JSON, call -> Answer.json(
				lictor.groups().autoAssign(call.name("group"), call.json(GroupChange.class).autoAssign())));
		routes.add(PUT, group + "/privacy", ADMINISTRATOR, Body.JSON, call -> Answer.json(
				lictor.groups().privacy(call.name("group"), call.json(PrivacyChange.class).privacy())));
		routes.add(PUT, group + "/idle", ADMINISTRATOR, Body.JSON, call -> Answer.json(
				lictor.groups().idle(call.name("group"), call.json(IdleChange.class).idle())));
		routes.add(DELETE, group, ADMINISTRATOR, Body.NONE, call -> {
			lictor.groups().remove(call.name("group"));
			return Answer.done();
		});
		routes.add(PUT, server, ADMINISTRATOR, Body.NONE, call -> {
			lictor.groups().assign(call.name("group"), call.name("server"));
			return Answer.done();
		});
		routes.add(DELETE, server, ADMINISTRATOR, Body.NONE, call -> {
			lictor.groups().unassign(call.name("group"), call.name("server"));
			return Answer.done();
		});
		routes.add(PUT, agent, ADMINISTRATOR, Body.NONE, call -> {
			lictor.groups().addAgent(call.name("group"), call.name("agent"));
			return Answer.done();
		});
		routes.add(DELETE, agent, ADMINISTRATOR, Body.NONE, call -> {
			lictor.groups().removeAgent(call.name("group"), call.name("agent"));
			return Answer.done();
		});
	}

	private static void agents(Lictor lictor, Routes routes) {
		routes.get(AGENTS, READER, call -> Answer.json(lictor.agents().list()));
		routes.add(DELETE, AGENTS + "/{agent}", ADMINISTRATOR, Body.NONE, call -> {
			lictor.agents().remove(call.name("agent"));
			return Answer.done();
		});
		routes.add(POST, AGENTS + "/{agent}/examinations", ADMINISTRATOR, Body.JSON, call -> {
			NewExamination wanted = call.json(NewExamination.class);
			String agent = call.name("agent");
			return Answer.task(progress -> wanted.trial().isPresent()
					? lictor.agents().tryRule(agent, wanted.trial().get().server(), wanted.trial().get().rule(), wanted.all(), progress)
					: lictor.agents().examine(agent, wanted.all(), progress));
		});
		routes.add(POST, ENROLMENTS, ADMINISTRATOR, Body.JSON, call -> {
			NewEnrolment wanted = call.json(NewEnrolment.class);
			return Answer.json(201, lictor.agents().token(wanted.group(), wanted.lifetime()));
		});
	}

	private static void people(Lictor lictor, Routes routes) {
		routes.get(PEOPLE, READER, call -> Answer.json(lictor.people().list()));
		routes.add(POST, PEOPLE, ADMINISTRATOR, Body.JSON, call -> {
			lictor.people().map(call.json(Mapping.class));
			return Answer.done();
		});
		routes.add(DELETE, PEOPLE, ADMINISTRATOR, Body.NONE, Set.of(HOST_USER, ACCOUNT, FROM, QueryParameters.TO), call -> {
			lictor.people().unmap(new Mapping(call.parameters().need(HOST_USER), call.parameters().need(ACCOUNT),
					QueryParameters.from(call.parameters().all(), ZoneOffset.UTC), QueryParameters.until(call.parameters().all(), ZoneOffset.UTC)));
			return Answer.done();
		});
		routes.get(PATTERNS, READER, call -> Answer.json(lictor.people().patterns()));
		routes.add(PUT, PATTERNS, ADMINISTRATOR, Body.JSON, call -> {
			lictor.people().patterns(call.json(NewPatterns.class).patterns());
			return Answer.done();
		});
		routes.add(POST, ERASURES, ADMINISTRATOR, Body.JSON, call -> {
			Person person = call.json(Person.class);
			return Answer.task(progress -> lictor.people().erase(person, progress));
		});
		routes.add(POST, PERSON_EVIDENCE, READER, Body.JSON, call -> {
			Person person = call.json(Person.class);
			return new Answer.Task(progress -> lictor.people().evidence(person, progress),
					table -> new Answer.Streamed(Renderers.JSON.mediaType(), Map.of(),
							out -> Renderers.JSON.render((ResultTable) table, RenderOptions.DEFAULT, out)));
		});
	}

	private static void reportGroups(Lictor lictor, Routes routes) {
		String group = REPORT_GROUPS + "/{group}";
		routes.get(REPORT_GROUPS, READER, call -> Answer.json(lictor.reportGroups().list()));
		routes.add(POST, REPORT_GROUPS, ADMINISTRATOR, Body.JSON, call -> {
			NewReportGroup wanted = call.json(NewReportGroup.class);
			lictor.reportGroups().add(wanted.name(), wanted.kind());
			return Answer.done();
		});
		routes.add(DELETE, group, ADMINISTRATOR, Body.NONE, call -> {
			lictor.reportGroups().remove(call.name("group"));
			return Answer.done();
		});
		routes.add(POST, group + "/members", ADMINISTRATOR, Body.JSON, call -> {
			lictor.reportGroups().include(call.name("group"), call.json(ReportGroup.Member.class));
			return Answer.done();
		});
		routes.add(DELETE, group + "/members", ADMINISTRATOR, Body.NONE, Set.of(NAME, FROM, QueryParameters.TO), call -> {
			lictor.reportGroups().exclude(call.name("group"), new ReportGroup.Member(call.parameters().need(NAME),
					QueryParameters.from(call.parameters().all(), ZoneOffset.UTC), QueryParameters.until(call.parameters().all(), ZoneOffset.UTC)));
			return Answer.done();
		});
	}

	private static void directories(Lictor lictor, Routes routes) {
		String directory = DIRECTORIES + "/{directory}";
		routes.get(DIRECTORY_SCHEMA, READER, call -> Answer.json(lictor.directories().schema()));
		routes.get(DIRECTORIES, READER, call -> Answer.json(lictor.directories().list()));
		routes.add(POST, DIRECTORIES, ADMINISTRATOR, Body.JSON,
				call -> Answer.json(201, lictor.directories().add(call.json(DirectoryDefinition.class))));
		routes.get(directory, READER, call -> Answer.json(lictor.directories().show(call.name("directory"))));
		routes.add(PUT, directory, ADMINISTRATOR, Body.JSON, call -> {
			DirectoryDefinition definition = call.json(DirectoryDefinition.class);
			if (!definition.name().equals(call.name("directory"))) {
				throw new ServiceException(Reason.INVALID, "A directory keeps its name: the address says '"
						+ call.name("directory") + "', the definition '" + definition.name() + "'.");
			}
			return Answer.json(lictor.directories().update(definition));
		});
		routes.add(DELETE, directory, ADMINISTRATOR, Body.NONE, call -> {
			lictor.directories().remove(call.name("directory"));
			return Answer.done();
		});
		routes.add(POST, directory + "/refresh", ADMINISTRATOR, Body.JSON, call -> {
			boolean accept = call.json(NewRefresh.class).accept();
			return Answer.task(progress -> lictor.directories().refresh(call.name("directory"), accept, progress));
		});
		routes.add(POST, DIRECTORY_TESTS, ADMINISTRATOR, Body.JSON, call -> {
			DirectoryDefinition definition = call.json(DirectoryDefinition.class);
			return Answer.task(progress -> lictor.directories().test(definition, progress));
		});
	}

	private static void prices(Lictor lictor, Routes routes) {
		routes.get(PRICES, READER, call -> Answer.json(lictor.prices().list()));
		routes.add(POST, PRICES, ADMINISTRATOR, Body.JSON, call -> {
			lictor.prices().set(call.json(Price.class));
			return Answer.done();
		});
		routes.add(DELETE, PRICES, ADMINISTRATOR, Body.NONE, Set.of(KIND, PRODUCT, FROM), call -> {
			lictor.prices().remove(oneOf(Price.Kind.class, call.parameters().need(KIND)), call.parameters().get(PRODUCT).orElse(""),
					day(call.parameters().need(FROM)));
			return Answer.done();
		});
	}

	private static <E extends Enum<E>> E oneOf(Class<E> kinds, String text) throws ServiceException {
		return Arrays.stream(kinds.getEnumConstants()).filter(each -> each.name().equals(text)).findAny()
				.orElseThrow(() -> new ServiceException(Reason.INVALID, "'" + KIND + "' should be one of "
						+ Arrays.toString(kinds.getEnumConstants()) + ", not '" + text + "'."));
	}

	private static LocalDate day(String text) throws ServiceException {
		try {
			return LocalDate.parse(text);
		} catch (DateTimeParseException e) {
			throw new ServiceException(Reason.INVALID, "'" + FROM + "' should be a day such as 2026-03-01, not '" + text + "'.", e);
		}
	}

	private static void tokens(Lictor lictor, Routes routes) {
		routes.get(TOKENS, ADMINISTRATOR, call -> Answer.json(lictor.tokens().list()));
		routes.add(POST, TOKENS, ADMINISTRATOR, Body.JSON, call -> {
			NewToken wanted = call.json(NewToken.class);
			return Answer.json(201,
					new TokenSecret(lictor.tokens().create(wanted.name(), wanted.role(), wanted.lifetime())));
		});
		routes.add(DELETE, TOKENS + "/{token}", ADMINISTRATOR, Body.NONE, call -> {
			lictor.tokens().revoke(call.name("token"));
			return Answer.done();
		});
	}
}
