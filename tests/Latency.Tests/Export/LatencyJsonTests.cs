using System.Text;
using System.Text.Json;
using FeedHandler.Latency.Export;

namespace FeedHandler.Latency.Tests.Export;

public sealed class LatencyJsonTests
{
    [Test]
    public void StagesAreObjectsOfNanoseconds()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteLatency(Reports.Sample());
            writer.WriteEndObject();
        }

        Assert.That(Encoding.UTF8.GetString(stream.ToArray()), Is.EqualTo("""
            {
              "latencyNs": {
                "decode": {
                  "count": 1000,
                  "p50": 500,
                  "p90": 900,
                  "p99": 990,
                  "p999": 999,
                  "p9999": 1000,
                  "max": 1000
                },
                "consume": {
                  "count": 3,
                  "p50": 1500,
                  "p90": 12402687,
                  "p99": 12402687,
                  "p999": 12402687,
                  "p9999": 12402687,
                  "max": 12402687,
                  "negativeCount": 1
                }
              }
            }
            """));
    }
}
