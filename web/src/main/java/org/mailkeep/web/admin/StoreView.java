package org.mailkeep.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import org.mailkeep.admin.LastRun;
import org.mailkeep.admin.Maintenance;

/// How what is done to stores is shown, as JSON.
final class StoreView {
  private StoreView() {}

  static JsonArray purges(List<Maintenance.JobState> jobs) {
    var array = Json.createArrayBuilder();
    for (Maintenance.JobState job : jobs) {
      var json =
          Json.createObjectBuilder()
              .add("kind", job.kind())
              .add("schedule", job.when().toString())
              .add("next", job.next().toString());
      if (job.last() != null) {
        json.add("last", run(job.last()));
      }
      array.add(json);
    }
    return array.build();
  }

  private static JsonObject run(LastRun run) {
    var counts = Json.createObjectBuilder();
    run.counts().forEach(counts::add);
    var json =
        Json.createObjectBuilder()
            .add("by", run.by())
            .add("state", run.state().text())
            .add("started", run.started().toString())
            .add("message", run.message())
            .add("counts", counts);
    if (run.ended() != null) {
      json.add("ended", run.ended().toString());
    }
    return json.build();
  }
}
