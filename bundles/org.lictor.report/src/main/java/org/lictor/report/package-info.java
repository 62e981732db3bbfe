package org.lictor.report;
