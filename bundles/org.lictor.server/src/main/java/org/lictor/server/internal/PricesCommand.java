package org.lictor.server.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import org.lictor.model.Progress;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.service.Lictor;
import org.lictor.service.Price;
import org.lictor.service.ServiceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code prices}: what seats, days of use and tokens cost. */
@Command(name = "prices", description = "What a seat costs in a year, a day of use in tokens, and a token, from which day on.", subcommands = {
		PricesCommand.Put.class, PricesCommand.Remove.class, PricesCommand.ListAll.class })
final class PricesCommand extends GroupOfCommands {

	private static final Listing<Price> PRICES = new Listing<>("Prices",
			List.of(Listing.text("kind", "Kind"), Listing.text("product", "Product"), Column.of("from", "From", ColumnType.DATE, ""),
					Column.of("amount", "Amount", ColumnType.DECIMAL, ""), Listing.text("currency", "Currency")),
			price -> new Object[] { price.kind().name(), price.product(), price.from(), price.amount().doubleValue(), price.currency() });

	/** A command about one price. */
	abstract static class OfOne extends Words {

		@Parameters(index = "0", paramLabel = "seat_year|flex_day|token", description = "What is paid for.")
		private Price.Kind kind;

		@Option(names = "--product", paramLabel = "NAME", defaultValue = "", description = "The product; none for a token.")
		private String product;

		@Option(names = "--from", paramLabel = "DAY", required = true, description = "The first day on which it holds, such as 2026-01-01.")
		private LocalDate from;

		OfOne(Terminal terminal) {
			super(terminal);
		}

		final Price.Kind kind() {
			return kind;
		}

		final String product() {
			return product;
		}

		final LocalDate from() {
			return from;
		}
	}

	/** {@code prices set}. */
	@Command(name = "set", description = "Sets a price from a day on.")
	static final class Put extends OfOne {

		@Option(names = "--price", paramLabel = "AMOUNT", required = true, description = "How much: of flex_day in tokens.")
		private BigDecimal price;

		@Option(names = "--currency", paramLabel = "CODE", defaultValue = "", description = "Such as EUR; none for flex_day.")
		private String currency;

		Put(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.prices().set(new Price(kind(), product(), from(), price, currency));
			say("The price is set.");
			return DONE;
		}
	}

	/** {@code prices remove}. */
	@Command(name = "remove", description = "Removes a price.")
	static final class Remove extends OfOne {

		Remove(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			lictor.prices().remove(kind(), product(), from());
			say("The price is removed.");
			return DONE;
		}
	}

	/** {@code prices list}. */
	@Command(name = "list", description = "Lists the prices.")
	static final class ListAll extends Words {

		@Mixin
		private FormatOption format;

		ListAll(Terminal terminal) {
			super(terminal);
		}

		@Override
		int run(Lictor lictor, Progress progress) throws ServiceException {
			PRICES.show(lictor.prices().list(), format, terminal());
			return DONE;
		}
	}
}
