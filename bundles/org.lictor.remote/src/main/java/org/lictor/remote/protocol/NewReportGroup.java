package org.lictor.remote.protocol;

import org.lictor.service.ReportGroup;

/**
 * Asks for a new report group.
 *
 * @param name its name
 * @param kind what its members will be
 */
public record NewReportGroup(String name, ReportGroup.Kind kind) {
}
