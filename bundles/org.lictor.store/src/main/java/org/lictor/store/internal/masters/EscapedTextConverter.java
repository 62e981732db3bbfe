package org.lictor.store.internal.masters;

import org.lictor.store.internal.db.EscapedText;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Keeps the texts of entities as {@link EscapedText}. */
@Converter(autoApply = true)
public class EscapedTextConverter implements AttributeConverter<String, String> {

	@Override
	public String convertToDatabaseColumn(String text) {
		return text == null ? null : EscapedText.escape(text);
	}

	@Override
	public String convertToEntityAttribute(String escaped) {
		return escaped == null ? null : EscapedText.unescape(escaped);
	}
}
