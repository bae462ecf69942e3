using System.Globalization;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.FlightRecorder;
using FeedHandler.Replay;
using static System.FormattableString;

namespace FeedHandler.Host.Reports;

/// <summary>What the flight recorder saw, for a person and as JSON.</summary>
internal static class FlightText
{
    private const string Indent = "         ";

    /// <summary>Writes it for a person.</summary>
    /// <param name="output">Takes the text.</param>
    /// <param name="flight">What to write.</param>
    /// <param name="hasChannels">Whether there are several channels to tell apart.</param>
    public static void Write(TextPage output, FlightReport flight, bool hasChannels)
    {
        FlightSpike most = flight.Worst;
        string worst = flight.PacketsOver > 0 ? Invariant($", the worst {DurationText.Of(most.TotalNs)} ({most.StagesText} ns)") : "";
        output.WriteLine(Invariant($"flight   budget {flight.BudgetNs:N0} ns: {flight.PacketsOver:N0} packets over it on the feed thread{worst}"));
        if (flight.EventsOver > 0)
            output.WriteLine(Invariant(
                $"{Indent}{flight.EventsOver:N0} events over it to their strategy's end, the worst {DurationText.Of(flight.WorstEventNs)}"));
        foreach (FlightFile file in flight.Files)
        {
            string channel = hasChannels ? Invariant($", channel {file.Channel}") : "";
            output.WriteLine(PlainText.Of(Invariant(
                $"{Indent}{file.Name}: {file.Packets:N0} packets around {DurationText.Of(LongestNs(file.Spike))}{channel}")));
        }

        if (flight.NotSaved > 0)
            output.WriteLine(Invariant($"{Indent}{flight.NotSaved:N0} of them are in no file: at most one spike a second is saved, and --flight-max of a run"));
        if (flight.PacketsLeftOut > 0)
            output.WriteLine(Invariant($"{Indent}{flight.PacketsLeftOut:N0} packets around spikes are in no file: gone before they were taken, or too long"));
    }

    /// <summary>Writes it as the member `flight`.</summary>
    public static void Write(Utf8JsonWriter writer, FlightReport flight)
    {
        writer.WriteStartObject("flight");
        writer.WriteNumber("budgetNs", flight.BudgetNs);
        writer.WriteNumber("packetsOver", flight.PacketsOver);
        writer.WriteNumber("eventsOver", flight.EventsOver);
        if (flight.EventsOver > 0) writer.WriteNumber("worstEventNs", flight.WorstEventNs);
        if (flight.PacketsOver > 0)
        {
            writer.WriteStartObject("worst");
            WriteSpike(writer, flight.Worst);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("files");
        foreach (FlightFile file in flight.Files) WriteFile(writer, file);
        writer.WriteEndArray();
        writer.WriteNumber("notSaved", flight.NotSaved);
        writer.WriteNumber("packetsLeftOut", flight.PacketsLeftOut);
        writer.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter writer, FlightFile file)
    {
        writer.WriteStartObject();
        writer.WriteString("name", file.Name);
        writer.WriteNumber("packets", file.Packets);
        writer.WriteNumber("channel", file.Channel);
        WriteSpike(writer, file.Spike);
        writer.WriteEndObject();
    }

    private static void WriteSpike(Utf8JsonWriter writer, in FlightSpike spike)
    {
        writer.WriteString("rxNs", spike.RxNs > 0 ? spike.RxNs.ToString(CultureInfo.InvariantCulture) : null);
        spike.WriteTimes(writer);
    }

    private static long LongestNs(in FlightSpike spike) => Math.Max(spike.TotalNs, spike.EventNs);
}
