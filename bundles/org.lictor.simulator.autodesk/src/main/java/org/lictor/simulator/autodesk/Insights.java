package org.lictor.simulator.autodesk;

import java.util.List;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * The reporting interface {@code insights/v1}: teams, exports and usage queries.
 *
 * <p>Scopes: {@code data:read} to read, {@code data:write} to submit; Autodesk's own samples submit with {@code data:read}
 * alone, so that is accepted, too. Silent: what a two-legged token without a personal access token is answered; here 403.
 */
final class Insights {

	private final Account account;
	private final Authentication authentication;
	private final Faults faults;
	private final ExportJobs exports;
	private final UsageQueries queries;

	Insights(Account account, Authentication authentication, Faults faults, ExportJobs exports, UsageQueries queries) {
		this.account = account;
		this.authentication = authentication;
		this.faults = faults;
		this.exports = exports;
		this.queries = queries;
	}

	/** @return why a request for data is refused; empty when it is not. The user is asked for in a second step. */
	static Optional<Answer> refusal(Call call, Optional<Tokens.Grant> grant, Faults faults) {
		if (grant.isEmpty()) {
			return Optional.of(call.bearer().isEmpty() ? Answer.problem(401, "Token is not provided in the request.", "AUTH-010")
					: Answer.problem(401, "The token is invalid or has expired.", "AUTH-006"));
		}
		if (faults.isOn(Fault.NOT_PROVISIONED)) {
			return Optional.of(
					Answer.problem(403, "The client_id specified does not have access to the api product", "AUTH-001"));
		}
		if (grant.get().scopes().stream().noneMatch(scope -> scope.equals("data:read") || scope.equals("data:write"))) {
			return Optional.of(Answer.problem(403, "Token does not have the privilege for this request.", "AUTH-008"));
		}
		if (grant.get().user().isEmpty() || faults.isOn(Fault.NOT_ADMINISTRATOR)) {
			return Optional.of(Answer.forbidden());
		}
		return Optional.empty();
	}

	Answer answer(Call call) {
		Optional<Tokens.Grant> grant = authentication.who(call);
		Optional<Answer> refused = refusal(call, grant, faults);
		if (refused.isPresent()) {
			return refused.get();
		}
		String user = grant.flatMap(Tokens.Grant::user).orElse("");
		List<String> segments = call.segments();
		String what = segments.size() > 2 ? segments.get(2) : "";
		boolean one = segments.size() == 4;
		if (segments.size() < 3 || segments.size() > 4) {
			return notFound();
		}
		return switch (call.method() + " " + what + (one ? "/" : "")) {
		case "GET contexts" -> contexts();
		case "POST exports" -> exports.submit(call, user);
		case "GET exports" -> exports.list(call, user);
		case "GET exports/" -> exports.get(call, user, segments.get(3));
		case "POST usage-queries" -> queries.submit(call, user);
		case "GET usage-queries/" -> queries.get(call, user, segments.get(3));
		default -> notFound();
		};
	}

	private Answer contexts() {
		JsonArray contexts = new JsonArray();
		for (Team team : account.teams()) {
			JsonObject context = new JsonObject();
			context.addProperty("contextId", team.id());
			context.addProperty("alias", team.alias());
			JsonArray benefits = new JsonArray();
			team.benefits().stream().sorted().filter(benefit -> !benefit.equals(Team.REPORTING_API) || faults.hasBenefit(team))
					.forEach(benefits::add);
			context.add("reportingBenefits", benefits);
			contexts.add(context);
		}
		return Answer.json(contexts);
	}

	static Answer notFound() {
		return Answer.problem(404, "The requested resource does not exist.", "");
	}
}
