package org.lictor.spi.testkit;

import java.util.Map;

import org.lictor.spi.MonitorContext;

/**
 * A context made of fakes.
 *
 * @param clock   the time
 * @param http    the network
 * @param secrets the secrets of the server
 */
public record FakeContext(FakeClock clock, FakeHttp http, FakeSecrets secrets) implements MonitorContext {

	/**
	 * @param clock the time
	 * @return a context without a network and without secrets
	 */
	public static FakeContext at(FakeClock clock) {
		return new FakeContext(clock, FakeHttp.down(), new FakeSecrets(Map.of()));
	}
}
