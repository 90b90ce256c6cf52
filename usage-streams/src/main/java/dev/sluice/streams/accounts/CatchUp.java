package dev.sluice.streams.accounts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.admission.Consumed;

/// Thins out the views of a batch while the decider catches up: of each row only the newest, with everything
/// that its older ones consumed. More entries than one view may carry are split over several of the same
/// version.
public final class CatchUp {

    private CatchUp() {}

    /// Views in the order they were decided → fewer views, in the order of the newest of each row.
    public static List<AccountView> newest(List<AccountView> views) {
        Map<String, AccountView> newest = new LinkedHashMap<>();
        Map<String, List<Consumed>> consumed = new LinkedHashMap<>();
        for (AccountView view : views) {
            String row = view.topicKey();
            consumed.computeIfAbsent(row, _ -> new ArrayList<>()).addAll(view.consumed());
            newest.remove(row);
            newest.put(row, view);
        }
        List<AccountView> thinned = new ArrayList<>(newest.size());
        newest.forEach((row, view) -> thinned.addAll(split(view, consumed.getOrDefault(row, List.of()))));
        return thinned;
    }

    private static List<AccountView> split(AccountView view, List<Consumed> consumed) {
        List<AccountView> parts = new ArrayList<>(1);
        int from = 0;
        do {
            int to = Math.min(consumed.size(), from + AccountView.CONSUMED_MAX);
            parts.add(view.consuming(consumed.subList(from, to)));
            from = to;
        } while (from < consumed.size());
        return parts;
    }
}
