using System.Globalization;
using System.Net;
using System.Text.Json;
using FeedHandler.Balance;
using FeedHandler.Balance.Backends;
using FeedHandler.Balance.Tls;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Balance;

/// <summary>What became of connections and how backends fared.</summary>
/// <param name="Listen">Where clients connected.</param>
/// <param name="Counters">What became of connections.</param>
/// <param name="Backends">The backends.</param>
/// <param name="Tls">What became of TLS; null without.</param>
/// <param name="Elapsed">How long it ran.</param>
internal sealed record BalanceReport(IPEndPoint Listen, BalanceCounters Counters, IReadOnlyList<Backend> Backends, TlsFrontCounts? Tls, TimeSpan Elapsed)
{
    private (string Member, string Words, long Count)[] Ends =>
    [
        ("finished", "ended in order", Counters.Finished),
        ("clientResets", "broken off by the client", Counters.ClientResets),
        ("backendResets", "broken off by the backend", Counters.BackendResets),
        ("idleTimeouts", "reset: idle for too long", Counters.IdleTimeouts),
        ("drainResets", "reset: not ended in time at the stop", Counters.DrainResets),
        ("refusedByLimit", "refused: too many", Counters.RefusedByLimit),
        ("refusedByPeerLimit", "refused: too many of one address", Counters.RefusedByPeerLimit),
        ("refusedWithoutBackend", "refused: no backend", Counters.RefusedWithoutBackend),
        ("refusedByHeader", "refused: no good PROXY header", Counters.RefusedByHeader),
        ("headerTimeouts", "refused: no PROXY header in time", Counters.HeaderTimeouts),
    ];

    private static string StateOf(Backend backend) => backend.IsUp ? "up" : "down";

    /// <summary>For a person.</summary>
    public void WriteText(TextPage output)
    {
        TextTable table = new("backend", "state", "connections", "not accepted", "resets", "good checks", "bad checks", "ejected", "readmitted")
        {
            LeftColumnCount = 2,
        };
        foreach (Backend backend in Backends)
        {
            table.Add(
                PlainText.Of(backend.Target.Name), StateOf(backend), Text(backend.Connections), Text(backend.ConnectFailures), Text(backend.Resets),
                Text(backend.GoodChecks), Text(backend.BadChecks), Text(backend.Ejections), Text(backend.Readmissions));
        }

        table.Write(output);
        output.WriteLine();
        string seconds = Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        output.WriteLine($"{Listen}: {Text(Counters.Accepted)} connections in {seconds} s, at most {Text(Counters.ActiveMax)} at once");
        foreach ((_, string words, long count) in Ends.Where(static end => end.Count > 0)) output.WriteLine($"  {Text(count)} {words}");
        output.WriteLine($"bytes: {Text(Counters.BytesToBackends)} to backends, {Text(Counters.BytesToClients)} to clients");
        if (Counters.Exhaustions > 0)
            output.WriteLine($"no descriptors were left {Text(Counters.Exhaustions)} times: raise the limit (ulimit -n), or lower --connections");
        if (Tls is { } tls) output.WriteLine(TextOf(tls));
    }

    /// <summary>For a program.</summary>
    public void WriteJson(TextWriter output) => JsonPage.Write(output, json =>
    {
        json.WriteNumber("formatVersion", 1);
        json.WriteString("listen", Listen.ToString());
        json.WriteNumber("elapsedMs", (long)Elapsed.TotalMilliseconds);
        json.WriteNumber("accepted", Counters.Accepted);
        json.WriteNumber("activeMax", Counters.ActiveMax);
        foreach ((string member, _, long count) in Ends) json.WriteNumber(member, count);
        json.WriteNumber("connectFailures", Counters.ConnectFailures);
        json.WriteNumber("exhaustions", Counters.Exhaustions);
        json.WriteNumber("bytesToBackends", Counters.BytesToBackends);
        json.WriteNumber("bytesToClients", Counters.BytesToClients);
        WriteBackends(json);
        if (Tls is { } tls) WriteTls(json, tls);
    });

    private void WriteBackends(Utf8JsonWriter json)
    {
        json.WriteStartArray("backends");
        foreach (Backend backend in Backends)
        {
            json.WriteStartObject();
            json.WriteString("name", backend.Target.Name);
            json.WriteString("address", backend.Target.Address.ToString());
            json.WriteString("state", StateOf(backend));
            json.WriteNumber("connections", backend.Connections);
            json.WriteNumber("connectFailures", backend.ConnectFailures);
            json.WriteNumber("resets", backend.Resets);
            json.WriteNumber("goodChecks", backend.GoodChecks);
            json.WriteNumber("badChecks", backend.BadChecks);
            json.WriteNumber("ejections", backend.Ejections);
            json.WriteNumber("readmissions", backend.Readmissions);
            json.WriteString("lastFault", backend.LastFault.Length > 0 ? backend.LastFault : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTls(Utf8JsonWriter json, TlsFrontCounts tls)
    {
        json.WriteStartObject("tls");
        json.WriteNumber("accepted", tls.Accepted);
        json.WriteNumber("handshakes", tls.Handshakes);
        json.WriteNumber("failedHandshakes", tls.FailedHandshakes);
        json.WriteNumber("handshakeTimeouts", tls.HandshakeTimeouts);
        json.WriteNumber("refused", tls.Refused);
        json.WriteNumber("targetFailures", tls.TargetFailures);
        json.WriteEndObject();
    }

    private static string TextOf(in TlsFrontCounts tls) =>
        $"TLS: {Text(tls.Handshakes)} handshakes, {Text(tls.FailedHandshakes)} failed, {Text(tls.HandshakeTimeouts)} too slow, {Text(tls.Refused)} refused";

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
