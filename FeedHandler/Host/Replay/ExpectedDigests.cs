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
        Description = "Fail unless the events have this digest, of all channels or, as 310=DIGEST, of one; several, each with its own --expect",
        HelpName = "[CHANNEL=]DIGEST",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Adds the option to a command.</summary>
    public ExpectedDigests(Command command) => command.Add(_expect);

    /// <summary>Reads what is expected.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>Channels, null for all together, and their digests.</returns>
    /// <exception cref="UsageException">One is no digest, or of no channel's number.</exception>
    public IReadOnlyList<(int? Channel, string Digest)> Read(ParseResult parsed) =>
        [.. (parsed.GetValue(_expect) ?? []).Select(Read)];

    /// <summary>What a replay has otherwise than expected.</summary>
    /// <param name="expected">What is expected.</param>
    /// <param name="report">The replay.</param>
    public IEnumerable<string> Failures(IReadOnlyList<(int? Channel, string Digest)> expected, FeedReport report)
    {
        foreach ((int? channel, string digest) in expected)
        {
            string came = channel is { } id ? report.Channels.FirstOrDefault(one => one.Id == id)?.Digest ?? "no such channel" : report.Digest;
            string of = channel is null ? "" : string.Create(CultureInfo.InvariantCulture, $" of channel {channel}");
            if (came != digest) yield return $"{_expect.Name}: the digest{of} is {came}, expected was {digest}";
            else if (report.Run.WasStopped) yield return $"{_expect.Name}: the replay was stopped before its end, so its digest{of} proves nothing";
        }
    }

    private (int? Channel, string Digest) Read(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string digest = text[(equals + 1)..].ToLowerInvariant();
        int channel = 0;
        bool isChannel = equals < 0 || int.TryParse(text.AsSpan(0, equals), NumberStyles.None, CultureInfo.InvariantCulture, out channel);
        if (!isChannel || digest.Length != DigestDigits || !digest.All(char.IsAsciiHexDigit))
        {
            throw new UsageException(
                $"{_expect.Name} {text}: give the 16 hexadecimal digits that replay prints, or CHANNEL=DIGEST such as 310=2c68550cdfe0a85e");
        }

        return (equals < 0 ? null : channel, digest);
    }
}
