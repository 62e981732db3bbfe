package org.lictor.workbench.internal.servers;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;
import org.lictor.workbench.internal.ui.Tag;

/** The fields of a server type, made from its schema: a control of the right kind each, with its help and its trouble. */
final class ConfigurationForm {

	private final Composite form;
	private final Draft draft;
	private final boolean browse;
	private final Runnable changed;
	private final Map<String, Control> controls = new HashMap<>();
	private final Map<String, ControlDecoration> marks = new HashMap<>();
	private Label help;

	/**
	 * @param parent  of the form
	 * @param draft   filled from what is entered
	 * @param browse  whether files of this machine are those of the machine that monitors
	 * @param changed run after each change
	 */
	ConfigurationForm(Composite parent, Draft draft, boolean browse, Runnable changed) {
		this.draft = draft;
		this.browse = browse;
		this.changed = changed;
		form = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(3, false);
		layout.horizontalSpacing = 12;
		layout.marginWidth = 0;
		form.setLayout(layout);
		name();
		draft.type().schema().fields().forEach(this::field);
		enabled();
		help = Tag.style(Tag.name(new Label(form, SWT.WRAP), "server.help"), "LictorMuted");
		GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1);
		data.widthHint = 420;
		data.heightHint = 3 * form.getFont().getFontData()[0].getHeight() * 2;
		data.verticalIndent = 6;
		help.setLayoutData(data);
	}

	Control control() {
		return form;
	}

	private void name() {
		label("&Name*:");
		Text text = add(Draft.NAME, "server.name", new Text(form, SWT.BORDER), "How this server is called in all views and reports.");
		text.setText(draft.name());
		text.setEnabled(draft.isNew());
		text.addListener(SWT.Modify, event -> {
			draft.name(text.getText());
			changed.run();
		});
		fill(text, 2);
	}

	private void enabled() {
		label("");
		Button check = Tag.name(new Button(form, SWT.CHECK), "server.enabled");
		check.setText("&Monitor this server");
		check.setSelection(draft.enabled());
		check.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		explained(check, "Switched off, nothing is asked and no agent watches for it; what was collected stays.");
		check.addListener(SWT.Selection, event -> {
			draft.enabled(check.getSelection());
			changed.run();
		});
	}

	private void field(Field field) {
		String mark = field.required() ? "*" : "";
		switch (field.kind()) {
		case BOOLEAN -> flag(field);
		case CHOICE -> {
			label(field.label() + mark + ":");
			choice(field, SWT.READ_ONLY, field.choices());
		}
		case TIME_ZONE -> {
			label(field.label() + mark + ":");
			choice(field, SWT.NONE, ZoneId.getAvailableZoneIds().stream().sorted().toList());
		}
		case FILE, FOLDER -> {
			label(field.label() + mark + ":");
			Text text = text(field, SWT.BORDER);
			fill(text, browse ? 1 : 2);
			if (browse) {
				browse(field, text);
			}
		}
		case SECRET -> {
			label(field.label() + mark + ":");
			Text text = text(field, SWT.BORDER | SWT.PASSWORD);
			if (draft.keepsSecret(field)) {
				text.setMessage("unchanged");
			}
			fill(text, 2);
		}
		case TEXT, INTEGER, DURATION, URL -> {
			label(field.label() + mark + ":");
			fill(text(field, SWT.BORDER), 2);
		}
		}
	}

	private Text text(Field field, int style) {
		Text text = add(field.key(), "server.field." + field.key(), new Text(form, style), field.help());
		if (field.kind() != Field.Kind.SECRET) {
			text.setText(draft.value(field));
		}
		text.addListener(SWT.Modify, event -> entered(field, text.getText()));
		return text;
	}

	private void choice(Field field, int style, List<String> choices) {
		Combo combo = add(field.key(), "server.field." + field.key(), new Combo(form, style), field.help());
		if (!field.required() && style == SWT.READ_ONLY) {
			combo.add("");
		}
		choices.forEach(combo::add);
		combo.setText(draft.value(field));
		combo.addListener(SWT.Modify, event -> entered(field, combo.getText()));
		fill(combo, 2);
	}

	private void flag(Field field) {
		label("");
		Button check = add(field.key(), "server.field." + field.key(), new Button(form, SWT.CHECK), field.help());
		check.setText(field.label());
		check.setSelection(Boolean.parseBoolean(draft.value(field)));
		check.addListener(SWT.Selection, event -> entered(field, Boolean.toString(check.getSelection())));
		fill(check, 2);
	}

	private void browse(Field field, Text text) {
		Button button = new Button(form, SWT.PUSH);
		button.setText("Browse...");
		button.addListener(SWT.Selection, event -> {
			String path;
			if (field.kind() == Field.Kind.FOLDER) {
				DirectoryDialog dialog = new DirectoryDialog(form.getShell());
				dialog.setFilterPath(text.getText());
				path = dialog.open();
			} else {
				FileDialog dialog = new FileDialog(form.getShell(), SWT.OPEN);
				dialog.setFileName(text.getText());
				path = dialog.open();
			}
			if (path != null) {
				text.setText(path);
			}
		});
	}

	private void entered(Field field, String value) {
		draft.enter(field, value);
		changed.run();
	}

	private void label(String text) {
		new Label(form, SWT.NONE).setText(text);
	}

	private <C extends Control> C add(String key, String name, C control, String explanation) {
		Tag.name(control, name);
		controls.put(key, control);
		ControlDecoration mark = new ControlDecoration(control, SWT.LEFT | SWT.TOP);
		mark.setImage(FieldDecorationRegistry.getDefault().getFieldDecoration(FieldDecorationRegistry.DEC_ERROR).getImage());
		mark.hide();
		marks.put(key, mark);
		explained(control, explanation);
		return control;
	}

	private void explained(Control control, String explanation) {
		control.setToolTipText(explanation);
		control.addListener(SWT.FocusIn, event -> help.setText(explanation));
	}

	private static void fill(Control control, int columns) {
		GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, columns, 1);
		data.widthHint = 260;
		control.setLayoutData(data);
	}

	/**
	 * Marks the fields at fault and no other.
	 *
	 * @param problems by key of the field
	 */
	void mark(List<FieldProblem> problems) {
		marks.values().forEach(ControlDecoration::hide);
		for (FieldProblem problem : problems) {
			ControlDecoration mark = marks.get(problem.key());
			if (mark != null && !mark.isVisible()) {
				mark.setDescriptionText(problem.message());
				mark.show();
			}
		}
	}

	/** @return whether a field is marked as at fault */
	boolean marked(String key) {
		return marks.containsKey(key) && marks.get(key).isVisible();
	}

	/** Puts the focus into a field, or into the first when there is none of that key. */
	void focus(String key) {
		controls.getOrDefault(key, controls.get(Draft.NAME)).setFocus();
	}

	/** Puts the focus where typing begins: the name of a new server, else its first field. */
	void focusFirst() {
		draft.type().schema().fields().stream().findFirst().filter(field -> !draft.isNew())
				.ifPresentOrElse(field -> focus(field.key()), () -> focus(Draft.NAME));
	}
}
