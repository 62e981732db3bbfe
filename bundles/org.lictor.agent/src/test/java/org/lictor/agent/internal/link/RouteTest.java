package org.lictor.agent.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By which way a server is reached. */
class RouteTest {

	private static final URI SERVER = URI.create("https://lictor.acme.example:7443");

	private static Route system(Map<String, String> environment) {
		return Route.ofSystem(SERVER, environment::get);
	}

	@ParameterizedTest
	@CsvSource({ "proxy.example:3128, proxy.example, 3128, '', ''", "http://proxy.example/, proxy.example, 80, '', ''",
			"http://ann:s%40cret%3A+1@10.0.0.1:8080, 10.0.0.1, 8080, ann, s@cret:+1", "ann@[::1]:8080, [::1], 8080, ann, ''" })
	void understandsHowProxiesAreWritten(String text, String host, int port, String user, String password) {
		assertEquals(Optional.of(new Route(Optional.of(InetSocketAddress.createUnresolved(host, port)), user, password)),
				Route.parse(' ' + text + '\n'));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "socks5://proxy:1080", "https://proxy:443", "http://", "a b", "proxy:port", "http://a:%zz@proxy" })
	void refusesWhatIsNone(String text) {
		assertEquals(Optional.empty(), Route.parse(text));
	}

	@Test
	void takesTheProxyOfTheEnvironment() {
		assertEquals("p:1", system(Map.of("https_proxy", "http://u:x@p:1")).name());
		assertEquals("p:2", system(Map.of("HTTPS_PROXY", "p:2", "no_proxy", "acme, other.example")).name());
		assertEquals(Route.STRAIGHT, system(Map.of("http_proxy", "p:3")));
		assertEquals(Route.STRAIGHT, system(Map.of("https_proxy", " ")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "lictor.acme.example", "a.example,.ACME.example", "acme.example", "x *.acme.example" })
	void goesStraightToWhatTheEnvironmentExcepts(String list) {
		assertEquals(Route.STRAIGHT, system(Map.of("https_proxy", "p:1", "NO_PROXY", list)));
	}

	@Test
	void goesStraightToThisMachine() {
		for (String host : new String[] { "localhost", "127.0.0.1", "[::1]" }) {
			assertEquals(Route.STRAIGHT,
					Route.ofSystem(URI.create("https://" + host + ":7443"), Map.of("https_proxy", "p:1")::get));
		}
	}

	@Test
	void showsNoPassword() {
		assertFalse(Route.parse("http://ann:s3cret@p:1").orElseThrow().toString().contains("s3cret"));
	}
}
