package org.lictor.workbench.internal.servers;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.lictor.service.Lictor;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.spi.Capability;
import org.lictor.workbench.internal.ui.Tag;
import org.lictor.workbench.internal.ui.Work;

/** What can be done about licence servers, from wherever it is asked for. For the UI thread; Lictor is asked elsewhere. */
public final class ServerActions {

	private final Shell shell;
	private final Lictor lictor;

	/**
	 * @param shell  over which wizards open
	 * @param lictor does it
	 */
	public ServerActions(Shell shell, Lictor lictor) {
		this.shell = shell;
		this.lictor = lictor;
	}

	private record Known(List<ServerTypeInfo> types, List<ServerInfo> servers) {
	}

	private void ask(String task, Consumer<Known> then) {
		Work.start(task, shell, progress -> new Known(lictor.servers().types(), lictor.servers().list()), then);
	}

	/** Opens the wizard for a new server. */
	public void create() {
		ask("Loading server types", known -> open(new ServerWizard(lictor, known.types(), known.servers(), Optional.empty())));
	}

	/**
	 * Opens the wizard for a server there is.
	 *
	 * @param name of the server
	 */
	public void edit(String name) {
		ask("Loading " + name, known -> known.servers().stream().filter(server -> server.name().equals(name)).findFirst()
				.ifPresent(server -> {
					if (known.types().stream().noneMatch(type -> type.id().equals(server.type()))) {
						MessageDialog.openInformation(shell, "Edit " + name, "The type '" + server.type()
								+ "' of this server is not installed. Install it with Help > Install New Software.");
					} else {
						open(new ServerWizard(lictor, known.types(), known.servers(), Optional.of(server)));
					}
				}));
	}

	private void open(ServerWizard wizard) {
		new Dialog(shell, wizard, "server.wizard").open();
	}

	/**
	 * Asks for confirmation and removes servers with all that was collected from them.
	 *
	 * @param names of the servers, at least one
	 */
	public void remove(List<String> names) {
		String what = names.size() == 1 ? "'" + names.getFirst() + "'" : names.size() + " servers";
		MessageDialog question = new MessageDialog(shell, "Remove License Server", null,
				"Remove " + what + " and all that was collected from " + (names.size() == 1 ? "it" : "them")
						+ "? This cannot be undone. To keep the data, edit the server and switch its monitoring off instead.",
				MessageDialog.WARNING, 1, "&Remove", IDialogConstants.CANCEL_LABEL) {
			@Override
			protected void configureShell(Shell dialogShell) {
				super.configureShell(dialogShell);
				Tag.name(dialogShell, "server.remove");
			}
		};
		if (question.open() == 0) {
			Work.start("Removing " + what, shell, progress -> {
				progress.begin("Removing " + what, names.size());
				for (String name : names) {
					lictor.servers().remove(name);
					progress.worked(1);
				}
				return names;
			}, done -> {
			});
		}
	}

	/**
	 * Polls servers now.
	 *
	 * @param names of the servers
	 */
	public void poll(List<String> names) {
		for (String name : names) {
			Work.start("Polling " + name, shell, progress -> lictor.servers().poll(name, progress), server -> {
			});
		}
	}

	/**
	 * Opens the wizard that imports files.
	 *
	 * @param selected name of the server selected at first, if it takes files
	 */
	public void importFiles(Optional<String> selected) {
		ask("Loading servers", known -> {
			List<String> takers = known.servers().stream().filter(server -> takesFiles(server, known.types())).map(ServerInfo::name)
					.toList();
			if (takers.isEmpty()) {
				String types = known.types().stream().filter(type -> type.capabilities().contains(Capability.IMPORT))
						.map(ServerTypeInfo::label).collect(Collectors.joining(", "));
				if (MessageDialog.openQuestion(shell, "Import Files", "There is no licence server yet that takes files"
						+ (types.isEmpty() ? "." : " (" + types + ").") + " Add one now?")) {
					create();
				}
				return;
			}
			new Dialog(shell, new ImportWizard(lictor, takers, selected), "import.wizard").open();
		});
	}

	private static boolean takesFiles(ServerInfo server, List<ServerTypeInfo> types) {
		return types.stream().anyMatch(type -> type.id().equals(server.type()) && type.capabilities().contains(Capability.IMPORT));
	}

	/** A wizard's dialog that tests find, and whose last button says what it does. */
	static final class Dialog extends WizardDialog {

		/** Room for a dozen fields. */
		private static final int PAGE_WIDTH = 620;
		private static final int PAGE_HEIGHT = 480;

		private final String name;

		Dialog(Shell parent, org.eclipse.jface.wizard.IWizard wizard, String name) {
			super(parent, wizard);
			this.name = name;
			setMinimumPageSize(PAGE_WIDTH, PAGE_HEIGHT);
		}

		@Override
		protected void configureShell(Shell shell) {
			super.configureShell(shell);
			Tag.name(shell, name);
		}

		@Override
		protected Button createButton(Composite parent, int id, String label, boolean defaultButton) {
			Button button = super.createButton(parent, id, label, defaultButton);
			return switch (id) {
			case IDialogConstants.FINISH_ID -> Tag.name(button, "wizard.finish");
			case IDialogConstants.NEXT_ID -> Tag.name(button, "wizard.next");
			case IDialogConstants.CANCEL_ID -> Tag.name(button, "wizard.cancel");
			default -> button;
			};
		}

		@Override
		public void updateButtons() {
			super.updateButtons();
			if (getWizard() instanceof ImportWizard importing && getButton(IDialogConstants.FINISH_ID) != null) {
				getButton(IDialogConstants.FINISH_ID).setText(importing.finishLabel());
			}
		}
	}
}
