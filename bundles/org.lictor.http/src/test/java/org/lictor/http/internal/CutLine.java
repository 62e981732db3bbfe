package org.lictor.http.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A line to a server of this machine that can be cut; new connections are let through. */
final class CutLine implements AutoCloseable {

	private final ServerSocket entrance;
	private final int server;
	private final List<Socket> open = new CopyOnWriteArrayList<>();
	private final AtomicInteger cuts = new AtomicInteger();

	/** @param server port that it leads to */
	CutLine(int server) throws IOException {
		this.server = server;
		this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::admit);
	}

	int port() {
		return entrance.getLocalPort();
	}

	/** @return how many ends of connections were cut */
	int cuts() {
		return cuts.get();
	}

	private void admit() {
		try {
			while (true) {
				Socket client = entrance.accept();
				Socket further = new Socket(InetAddress.getLoopbackAddress(), server);
				open.addAll(List.of(client, further));
				Thread.ofVirtual().start(() -> pass(client, further));
				Thread.ofVirtual().start(() -> pass(further, client));
			}
		} catch (IOException e) {
			// closed
		}
	}

	private static void pass(Socket from, Socket to) {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		} catch (IOException e) {
			// cut
		}
	}

	/** Ends all connections that there are. */
	void cut() {
		for (Socket each : open) {
			open.remove(each);
			cuts.incrementAndGet();
			try {
				each.close();
			} catch (IOException e) {
				// it was closed
			}
		}
	}

	@Override
	public void close() throws IOException {
		cut();
		entrance.close();
	}
}
