using System.CommandLine;
using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Replay;

/// <summary>Digests that a replay must have: what a regression test pins.</summary>
internal sealed class ExpectedDigests
{
    private const int DigestDigits = 16;

    private readonly Option<string[]?> _expect = new("--expect")
    {
        Description = "Fail unless the events have this digest, of all channels or, as 310=DIGEST, of one, or, as 310:8756=DIGEST, of one instrument by its "
            + "id; several, each with its own --expect",
        HelpName = "[CHANNEL[:ID]=]DIGEST",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Adds the option to a command.</summary>
    public ExpectedDigests(Command command) => command.Add(_expect);

    /// <summary>Reads what is expected.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">One is no digest, or of no channel's or instrument's number.</exception>
    public IReadOnlyList<ExpectedDigest> Read(ParseResult parsed) => [.. (parsed.GetValue(_expect) ?? []).Select(Read)];

    /// <summary>What a replay has otherwise than expected.</summary>
    /// <param name="expected">What is expected.</param>
    /// <param name="report">The replay, with all instruments.</param>
    public IEnumerable<string> Failures(IReadOnlyList<ExpectedDigest> expected, FeedReport report)
    {
        foreach (ExpectedDigest one in expected)
        {
            string came = one.In(report);
            if (one.Missing(report) is { } missing) yield return $"{_expect.Name}: {missing}, expected was the digest {one.Digest}";
            else if (came != one.Digest) yield return $"{_expect.Name}: the digest{one.Words} is {came}, expected was {one.Digest}";
            else if (report.Run.WasStopped) yield return $"{_expect.Name}: the replay was stopped before its end, so its digest{one.Words} proves nothing";
        }
    }

    private ExpectedDigest Read(string text)
    {
        string[] parts = text.Split('=', 2);
        string digest = parts[^1].ToLowerInvariant();
        if (digest.Length != DigestDigits || !digest.All(char.IsAsciiHexDigit)) throw Wrong(text);
        return parts.Length == 1 ? new ExpectedDigest(null, null, digest) : ReadPlace(text, parts[0].Split(':', 2), digest);
    }

    private ExpectedDigest ReadPlace(string text, string[] place, string digest)
    {
        long securityId = 0;
        bool isInstrument = place.Length > 1;
        if (!int.TryParse(place[0], NumberStyles.None, CultureInfo.InvariantCulture, out int channel)) throw Wrong(text);
        if (isInstrument && !long.TryParse(place[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out securityId)) throw Wrong(text);
        return new ExpectedDigest(channel, isInstrument ? securityId : null, digest);
    }

    private UsageException Wrong(string text) => new(
        $"{_expect.Name} {text}: give the 16 hexadecimal digits that replay prints, or CHANNEL=DIGEST such as 310=2c68550cdfe0a85e, "
        + "or CHANNEL:ID=DIGEST with the id of an instrument");
}

/// <summary>A digest that a replay must have.</summary>
/// <param name="Channel">The channel by the venue's number; null for all together.</param>
/// <param name="SecurityId">The instrument; null for all of the channel.</param>
/// <param name="Digest">16 hexadecimal digits in lower case.</param>
internal sealed record ExpectedDigest(int? Channel, long? SecurityId, string Digest)
{
    /// <summary>Whose it is, behind the word digest.</summary>
    public string Words => (SecurityId is null ? "" : FormattableString.Invariant($" of instrument {SecurityId}"))
        + (Channel is null ? "" : FormattableString.Invariant($" of channel {Channel}"));

    /// <summary>What is not there to have a digest; null when it is.</summary>
    public string? Missing(FeedReport report)
    {
        if (Channel is null || In(report).Length > 0) return null;
        if (report.Channels.Any(channel => channel.Id == Channel))
            return FormattableString.Invariant($"no instrument {SecurityId} in channel {Channel}");
        string there = string.Join(", ", report.Channels.Select(static one => one.Id));
        return FormattableString.Invariant($"no channel {Channel} in these captures: there is {there}");
    }

    /// <summary>What a replay has in its place; empty for nothing.</summary>
    public string In(FeedReport report)
    {
        if (Channel is null) return report.Digest;
        if (report.Channels.FirstOrDefault(channel => channel.Id == Channel) is not { } found) return "";
        if (SecurityId is null) return found.Digest;
        return report.Instruments.FirstOrDefault(one => one.ChannelId == Channel && one.SecurityId == SecurityId)?.Digest ?? "";
    }
}
