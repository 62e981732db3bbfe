package org.lictor.agent.internal.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A proxy that opens tunnels to this machine, for whoever shows the name and password it wants. */
final class TunnelProxy implements AutoCloseable {

	private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
	private final Optional<String> wanted;
	private final List<String> asked = new ArrayList<>();

	/** @param known user and password with a colon between, empty when everybody may pass */
	TunnelProxy(Optional<String> known) throws IOException {
		wanted = known.map(text -> "proxy-authorization: basic "
				+ Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
		Thread.ofVirtual().start(this::accept);
	}

	String address() {
		return "127.0.0.1:" + listening.getLocalPort();
	}

	/** @return the first line of each request, and how it was answered */
	synchronized List<String> asked() {
		return List.copyOf(asked);
	}

	private synchronized void note(String line) {
		asked.add(line);
	}

	private void accept() {
		while (!listening.isClosed()) {
			try {
				Socket client = listening.accept();
				Thread.ofVirtual().start(() -> serve(client));
			} catch (IOException e) {
				return; // closed
			}
		}
	}

	private void serve(Socket client) {
		try (client) {
			boolean again = true;
			while (again) {
				again = request(client);
			}
		} catch (IOException e) {
			note("broken off");
		}
	}

	/** @return whether another request may follow */
	private boolean request(Socket client) throws IOException {
		InputStream in = client.getInputStream();
		String line = line(in);
		if (line.isEmpty()) {
			return false;
		}
		boolean known = wanted.isEmpty();
		for (String header = line(in); !header.isEmpty(); header = line(in)) {
			known |= wanted.filter(header.replaceFirst("(?i)^proxy-authorization: basic", "proxy-authorization: basic")::equals).isPresent();
		}
		OutputStream out = client.getOutputStream();
		if (!known) {
			note(line + " 407");
			out.write(("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"acme\"\r\nContent-Length: 0\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			out.flush();
			return true;
		}
		note(line + " 200");
		int port = Integer.parseInt(line.replaceFirst("^CONNECT [^ ]*:(\\d+) .*", "$1"));
		try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
			out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			out.flush();
			Thread up = Thread.ofVirtual().start(() -> pass(client, server));
			server.getInputStream().transferTo(out);
			up.interrupt();
		}
		return false;
	}

	private void pass(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
			to.shutdownOutput();
		} catch (IOException e) {
			note("broken off");
		}
	}

	/** @return a line without its end, empty at the end of everything; takes nothing of what goes through a tunnel */
	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
			line.append((char) b);
		}
		return line.toString().strip();
	}

	@Override
	public void close() throws IOException {
		listening.close();
	}
}
