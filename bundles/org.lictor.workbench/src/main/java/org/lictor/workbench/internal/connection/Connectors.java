package org.lictor.workbench.internal.connection;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.lictor.service.Connector;
import org.lictor.service.Location;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The connectors there are, by descending ranking. Safe for use by many threads; connectors may come and go. */
@Component(service = Connectors.class)
public final class Connectors {

	private record Ranked(Connector connector, int ranking) {
	}

	private final List<Ranked> ranked = new CopyOnWriteArrayList<>();

	/**
	 * @param connector  has come
	 * @param properties of its service; {@code service.ranking} is 0 when it is not there
	 */
	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
	public void add(Connector connector, Map<String, ?> properties) {
		ranked.add(new Ranked(connector, properties.get("service.ranking") instanceof Integer rank ? rank : 0));
	}

	/**
	 * @param connector is about to leave
	 */
	public void remove(Connector connector) {
		ranked.removeIf(entry -> entry.connector == connector);
	}

	/**
	 * @param location where Lictor is
	 * @return the connector for it, empty when none accepts it
	 */
	public Optional<Connector> accepting(Location location) {
		return ranked.stream().sorted(Comparator.comparingInt(Ranked::ranking).reversed()).map(Ranked::connector)
				.filter(connector -> connector.accepts(location)).findFirst();
	}
}
