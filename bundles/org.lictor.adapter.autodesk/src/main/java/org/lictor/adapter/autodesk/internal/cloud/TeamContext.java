package org.lictor.adapter.autodesk.internal.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * A team that an administrator may ask about. Source: the reference of contexts GET.
 *
 * @param id       its id
 * @param alias    its name, the id when it has none
 * @param benefits what it may do
 */
public record TeamContext(String id, String alias, List<String> benefits) {

	/** Copies the list. */
	public TeamContext {
		benefits = List.copyOf(benefits);
	}

	/**
	 * @param bytes an answer to the question which teams there are
	 * @return the teams, empty when the answer makes no sense
	 */
	public static Optional<List<TeamContext>> in(byte[] bytes) {
		return in(Json.tree(bytes));
	}

	static Optional<List<TeamContext>> in(Optional<JsonElement> json) {
		if (json.isEmpty() || !(json.get() instanceof JsonArray array)) {
			return Optional.empty();
		}
		List<TeamContext> teams = new ArrayList<>();
		for (JsonElement element : array) {
			String id = Json.text(element, "contextId");
			if (!(element instanceof JsonObject) || !id.matches("[A-Za-z0-9_.:-]{1,64}")) {
				return Optional.empty();
			}
			String alias = Words.foreign(Json.text(element, "alias"));
			teams.add(new TeamContext(id, alias.isEmpty() ? id : alias, Json.texts(element, "reportingBenefits")));
		}
		return Optional.of(teams);
	}
}
