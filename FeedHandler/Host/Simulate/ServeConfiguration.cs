using System.Net;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Publish;

namespace FeedHandler.Host.Simulate;

/// <summary>The configuration of a live feed that receives a served channel on the same machine.</summary>
internal static class ServeConfiguration
{
    // More than rest on both sides of an instrument at any time.
    private const int OrdersOfInstrument = 400;

    /// <summary>Writes it.</summary>
    /// <param name="stream">Takes the bytes.</param>
    /// <param name="plan">What is served.</param>
    /// <param name="server">Where lost packets are served; null for nowhere.</param>
    public static void Write(Stream stream, ServePlan plan, IPEndPoint? server)
    {
        using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteNumber("channel", plan.Options.Simulation.ApplId);
        writer.WriteStartArray("lines");
        foreach (LineTarget target in plan.Targets) WriteLine(writer, target);
        writer.WriteEndArray();
        writer.WriteStartObject("ring");
        writer.WriteNumber("ordersMax", Math.Min(plan.Options.Simulation.InstrumentCount * OrdersOfInstrument, PipelineOptions.OrdersMaxLimit));
        writer.WriteEndObject();
        if (server is not null) WriteServer(writer, server);
        writer.WriteEndObject();
    }

    private static void WriteLine(Utf8JsonWriter writer, LineTarget target)
    {
        writer.WriteStartObject();
        writer.WriteString("line", target.Feed.Line.ToString());
        writer.WriteString("role", FeedRoles.NameOf(target.Feed.Role));
        writer.WriteString("group", target.Group.ToString());
        writer.WriteString("interface", target.Interface);
        writer.WriteEndObject();
    }

    // One that listens at every address is reached by the machine's own.
    private static void WriteServer(Utf8JsonWriter writer, IPEndPoint server)
    {
        if (server.Address.Equals(IPAddress.Any)) server = new IPEndPoint(IPAddress.Loopback, server.Port);
        if (server.Address.Equals(IPAddress.IPv6Any)) server = new IPEndPoint(IPAddress.IPv6Loopback, server.Port);
        writer.WriteStartObject("replay");
        writer.WriteStartArray("servers");
        writer.WriteStartObject();
        writer.WriteString("address", server.ToString());
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
