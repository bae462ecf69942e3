using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace FeedHandler.Observing;

/// <summary>
/// Sends the metrics of the process to a collector by OTLP, as protobuf over HTTP, from a thread of its own. What cannot be sent is left out and sent, as it
/// then stands, with the next export. Headers such as a collector's token come from the variable OTEL_EXPORTER_OTLP_HEADERS.
/// </summary>
public sealed class OtlpExport : IDisposable
{
    private const int EndPatienceMs = 2000;
    private readonly MeterProvider _provider;

    /// <summary>Begins to send.</summary>
    /// <param name="collector">The whole address, with the path.</param>
    /// <param name="periodMs">Milliseconds from one export to the next.</param>
    public OtlpExport(Uri collector, int periodMs) => _provider = Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(static resource => resource.AddService("feedhandler", serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}"))
        .AddMeter(MetricInstruments.MeterName)
        .AddOtlpExporter((exporter, reader) =>
        {
            (exporter.Endpoint, exporter.Protocol) = (collector, OtlpExportProtocol.HttpProtobuf);
            exporter.TimeoutMilliseconds = Math.Min(periodMs, 10_000);
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = periodMs;
        })
        .Build();

    /// <summary>Sends what there is once more, and ends.</summary>
    public void Dispose()
    {
        _provider.Shutdown(EndPatienceMs);
        _provider.Dispose();
    }
}
