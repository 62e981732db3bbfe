package org.lictor.simulator.autodesk;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** {@link Main}, in a product: the application {@code org.lictor.simulator.autodesk.application}. */
public final class Application implements IApplication {

	private final CountDownLatch stopped = new CountDownLatch(1);

	/**
	 * Runs until it is stopped.
	 *
	 * @param context holds the arguments, those of {@link Main}
	 * @return the exit code of the process
	 * @throws InterruptedException when the thread is interrupted
	 */
	@Override
	public Object start(IApplicationContext context) throws InterruptedException {
		context.applicationRunning();
		String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
		Thread hook = new Thread(stopped::countDown, "stop the simulated cloud");
		Runtime.getRuntime().addShutdownHook(hook);
		try (AutodeskSimulator simulator = Main.start(List.of(arguments), System.out)) {
			stopped.await();
			return IApplication.EXIT_OK;
		} catch (IOException | IllegalArgumentException e) {
			System.err.println(e.getMessage());
			return 1;
		}
	}

	@Override
	public void stop() {
		stopped.countDown();
	}
}
