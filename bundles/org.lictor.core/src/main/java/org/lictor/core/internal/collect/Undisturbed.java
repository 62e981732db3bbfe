package org.lictor.core.internal.collect;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Does what a plug-in's thread asks of Lictor on another thread: the plug-in's may be interrupted at any moment, and a
 * database or a file that is being written must not be.
 */
final class Undisturbed {

	private Undisturbed() {
	}

	/**
	 * Waits for the work to its end. When the calling thread is interrupted meanwhile, it is so again afterwards.
	 *
	 * @param <T>  what the work gives
	 * @param work done on a thread of its own
	 * @return what the work gave
	 * @throws Exception what the work threw
	 */
	static <T> T call(Callable<T> work) throws Exception {
		FutureTask<T> task = new FutureTask<>(work);
		PluginThreads.lictors("lictor-undisturbed", task).start();
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return task.get();
				} catch (InterruptedException e) {
					interrupted = true;
				}
			}
		} catch (ExecutionException e) {
			if (e.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw new IllegalStateException(e.getCause());
		} finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}
}
