package org.lictor.spi.testkit;

import java.util.Map;

import org.lictor.spi.Http;
import org.lictor.spi.HttpOptions;
import org.lictor.spi.MonitorContext;

/**
 * A context made of fakes.
 *
 * @param clock   the time
 * @param http    the network, whatever options are asked for
 * @param secrets the secrets of the server
 * @param memory  what the monitor remembers
 * @param keeper  takes what is kept during a poll
 */
public record FakeContext(FakeClock clock, FakeHttp http, FakeSecrets secrets, FakeMemory memory, FakeKeeper keeper)
		implements MonitorContext {

	/**
	 * A context with nothing remembered and nothing kept.
	 *
	 * @param clock   the time
	 * @param http    the network
	 * @param secrets the secrets of the server
	 */
	public FakeContext(FakeClock clock, FakeHttp http, FakeSecrets secrets) {
		this(clock, http, secrets, new FakeMemory());
	}

	private FakeContext(FakeClock clock, FakeHttp http, FakeSecrets secrets, FakeMemory memory) {
		this(clock, http, secrets, memory, new FakeKeeper(memory));
	}

	/**
	 * @param clock the time
	 * @return a context without a network and without secrets
	 */
	public static FakeContext at(FakeClock clock) {
		return new FakeContext(clock, FakeHttp.down(), new FakeSecrets(Map.of()));
	}

	@Override
	public Http http(HttpOptions options) {
		return http.with(options);
	}
}
