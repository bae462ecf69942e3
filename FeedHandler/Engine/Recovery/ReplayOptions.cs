using System.Net;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Engine;

/// <summary>The servers that are asked for a channel's lost packets; nothing else is connected to.</summary>
/// <param name="ChannelId">The channel's number at the venue.</param>
/// <param name="Servers">Where they listen; they are tried in turn.</param>
public sealed record ReplaySource(int ChannelId, IReadOnlyList<IPEndPoint> Servers);

/// <summary>Who logs on to a replay server. The password is shown to nobody else: not as text, not in what a server sends back.</summary>
/// <param name="user">The user.</param>
/// <param name="password">The password.</param>
public sealed class ReplayLogin(string user, string password)
{
    /// <summary>The user.</summary>
    public string User { get; } = user;

    internal string Password { get; } = password;

    /// <summary>A text of a server without the password.</summary>
    /// <param name="text">The text.</param>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Password.Length == 0 ? text : text.Replace(Password, "***", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override string ToString() => User;
}

/// <summary>How lost packets are asked for.</summary>
public sealed record ReplayOptions
{
    /// <summary>The servers of each channel; empty asks nobody.</summary>
    public IReadOnlyList<ReplaySource> Sources { get; init; } = [];

    /// <summary>Who asks; the venue's public user where nobody is named.</summary>
    public ReplayLogin Login { get; init; } = new("CME", "CME");

    /// <summary>How often a part of a request is asked for before it is given up.</summary>
    public int AttemptsMax { get; init; } = 3;

    /// <summary>How long a server may say nothing, and how long it takes at most to connect.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a whole reply may take, of however many packets.</summary>
    public TimeSpan ReplyLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The pause behind the first attempt that failed; each further one is twice as long.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many connections there are in a second at most, of all channels together.</summary>
    public int RequestsPerSecond { get; init; } = 5;

    /// <summary>How many packets one healing may ask for.</summary>
    public int PacketsMax { get; init; } = 8000;

    /// <summary>By which schemas servers speak.</summary>
    public SessionSchemas Schemas { get; init; } = SessionSchemas.Known;
}
