package org.lictor.agent.internal.registrations;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;

import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.RegisteredProduct;
import org.lictor.agent.protocol.RegisteredProduct.Method;

/**
 * What {@code AdskLicensingInstHelper list} writes: a JSON array with an object for each registered product. Whatever is
 * in it, reading it ends with what could be understood and a sentence about the rest.
 *
 * @param products that are registered, without repetitions, at most {@link Protocol#MAX_REGISTERED}
 * @param problem  what was not understood, a sentence; empty when all was
 */
record HelperList(List<RegisteredProduct> products, Optional<String> problem) {

	/** By the number that stands for it, see Autodesk's documentation of the helper. */
	private static final List<Method> METHODS = List.of(Method.UNKNOWN, Method.NETWORK, Method.STANDALONE, Method.MULTI_SEAT,
			Method.NAMED_USER);

	/**
	 * @param written by the helper, in UTF-8
	 * @return what it says
	 */
	static HelperList read(byte[] written) {
		String text = new String(written, StandardCharsets.UTF_8);
		int begin = text.indexOf('[');
		if (begin < 0) {
			return new HelperList(List.of(), Optional.of("it wrote no list of products"));
		}
		Set<RegisteredProduct> products = new LinkedHashSet<>();
		int strange = 0;
		int more = 0;
		Optional<String> broken = Optional.empty();
		try (JsonReader reader = new JsonReader(new StringReader(text.substring(begin)))) {
			reader.setStrictness(Strictness.STRICT);
			reader.beginArray();
			while (reader.hasNext()) {
				Optional<RegisteredProduct> product = product(JsonParser.parseReader(reader));
				if (product.isEmpty()) {
					strange++;
				} else if (products.size() < Protocol.MAX_REGISTERED) {
					products.add(product.get());
				} else {
					more++;
				}
			}
			reader.endArray();
		} catch (IOException | JsonParseException | IllegalStateException e) {
			broken = Optional.of("its list breaks off after " + (products.size() + strange + more) + " products");
		}
		String rest = strange > 0 ? strange + " of its entries are not understood"
				: more > 0 ? "it lists " + more + " products more than can be told" : "";
		return new HelperList(List.copyOf(products), broken.or(() -> Optional.of(rest).filter(each -> !each.isEmpty())));
	}

	private static Optional<RegisteredProduct> product(JsonElement element) {
		if (!element.isJsonObject()) {
			return Optional.empty();
		}
		JsonObject json = element.getAsJsonObject();
		String key = text(json, "def_prod_key");
		if (key.isBlank()) {
			return Optional.empty();
		}
		Set<Method> methods = EnumSet.noneOf(Method.class);
		if (json.has("supported_lic_methods") && json.get("supported_lic_methods").isJsonArray()) {
			json.getAsJsonArray("supported_lic_methods").forEach(each -> methods.add(method(each)));
		}
		return Optional.of(new RegisteredProduct(text(json, "feature_id"), key, text(json, "def_prod_ver"),
				text(json, "sel_prod_key"), text(json, "sel_prod_ver"),
				json.has("lic_method") ? method(json.get("lic_method")) : Method.NOT_CHOSEN, methods));
	}

	private static Method method(JsonElement number) {
		for (int each = 0; each < METHODS.size(); each++) {
			if (number.isJsonPrimitive() && number.getAsString().equals(Integer.toString(each))) {
				return METHODS.get(each);
			}
		}
		return Method.UNKNOWN;
	}

	/** A text as it can be told; of what cannot, each character is a question mark. */
	private static String text(JsonObject json, String name) {
		if (!json.has(name) || !json.get(name).isJsonPrimitive()) {
			return "";
		}
		String text = json.get(name).getAsString().replaceAll("[^ -~]|[\"\\\\]", "?");
		return text.substring(0, Math.min(text.length(), RegisteredProduct.MAX_TEXT));
	}
}
