package org.lictor.remote.internal;

import static org.lictor.remote.protocol.ApiPaths.PRICES;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.service.Price;
import org.lictor.service.Prices;
import org.lictor.service.ServiceException;

/** Prices of a server elsewhere. */
final class RemotePrices implements Prices {

	private final Asking asking;

	RemotePrices(Asking asking) {
		this.asking = asking;
	}

	@Override
	public List<Price> list() throws ServiceException {
		return asking.list(PRICES, Price.class);
	}

	@Override
	public void set(Price price) throws ServiceException {
		asking.tell(Outgoing.of("POST", PRICES).json(price));
	}

	@Override
	public void remove(Price.Kind kind, String product, LocalDate from) throws ServiceException {
		asking.tell(Outgoing.of("DELETE", PRICES).query(Map.of("kind", kind.name(), "product", product, "from", from.toString())));
	}
}
