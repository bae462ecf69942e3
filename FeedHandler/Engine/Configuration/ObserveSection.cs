using System.ComponentModel;
using System.Net;

namespace FeedHandler.Engine;

/// <summary>Who may look at a running feed from outside, and where.</summary>
public sealed record ObserveSection
{
    /// <summary>Where metrics are served when nobody says otherwise.</summary>
    public const string MetricsDefault = "127.0.0.1:9464";

    /// <summary>Where the dashboard is served when nobody says otherwise.</summary>
    public const string DashboardDefault = "127.0.0.1:9465";

    /// <summary>The policies of readiness.</summary>
    public static IReadOnlyList<string> ReadyWords { get; } = ["strict", "joined"];

    /// <summary>Metrics.</summary>
    [Description("Address and TCP port of /metrics, /healthz and /readyz, such as 127.0.0.1:9464; leave out for none. Beyond loopback it needs a token")]
    public string? Metrics { get; set; }

    /// <summary>A page.</summary>
    [Description("Address and TCP port of the dashboard, such as 127.0.0.1:9465; leave out to serve none. Another than loopback needs a token")]
    public string? Dashboard { get; set; }

    /// <summary>Readiness.</summary>
    [Description("When /readyz says yes: strict asks for joined groups, packets of every channel and no book in doubt, joined for all of that but the books")]
    public string Ready { get; set; } = ReadyWords[0];

    /// <summary>OpenTelemetry.</summary>
    [Description("A collector of OpenTelemetry to which metrics are sent by OTLP over HTTP, such as http://127.0.0.1:4318; leave out to send none")]
    public string? Otlp { get; set; }

    /// <summary>How often.</summary>
    [Description("With otlp: milliseconds from one export to the next (100 to 3600000)")]
    public int OtlpPeriodMs { get; set; } = 10_000;

    /// <summary>Where the token is.</summary>
    [Description("The environment variable that holds the token which every request must bring; leave out, with tokenFile, to ask for none")]
    public string? TokenVariable { get; set; }

    /// <summary>Or in which file.</summary>
    [Description("The file whose first line is the token, relative to this file")]
    public string? TokenFile { get; set; }

    /// <summary>The address and port of a text.</summary>
    /// <param name="text">An address and a port, such as 127.0.0.1:9464 or [::1]:9464, or a port alone, which is one of 127.0.0.1.</param>
    /// <param name="endPoint">What it says.</param>
    /// <param name="takesAnyPort">Whether the port may be 0, for which the system chooses one.</param>
    /// <returns>Whether it is one: addresses are written out, and the port is 1 to 65535.</returns>
    public static bool TryParseEndPoint(string text, out IPEndPoint endPoint, bool takesAnyPort = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        endPoint = new IPEndPoint(IPAddress.Loopback, 0);
        int colon = text.LastIndexOf(':');
        if (!ushort.TryParse(text.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out ushort port)) return false;
        if (port == 0 && !takesAnyPort) return false;
        endPoint.Port = port;
        if (colon < 0) return true;
        string host = text[..colon];
        bool isBracketed = host is ['[', .., ']'];
        if (isBracketed) host = host[1..^1];
        if (host.Contains(':') != isBracketed || !IPAddress.TryParse(host, out IPAddress? address)) return false;
        if (!isBracketed && address.ToString() != host) return false; // "127.1" and "0x7f.1" are addresses to the system, and slips to whoever reads them
        endPoint.Address = address;
        return true;
    }

    /// <summary>The address of a collector.</summary>
    /// <param name="text">An address such as http://127.0.0.1:4318, with the path of metrics or without one.</param>
    /// <param name="collector">What it says, with the path.</param>
    /// <returns>Whether it is one, without a user or a password in it.</returns>
    public static bool TryParseCollector(string text, out Uri collector)
    {
        bool isAddress = Uri.TryCreate(text, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "http" or "https";
        collector = parsed is { IsAbsoluteUri: true, AbsolutePath: "/" } && isAddress ? new Uri(parsed, "/v1/metrics") : parsed ?? new Uri("http://localhost");
        return isAddress && collector.UserInfo.Length == 0;
    }
}
