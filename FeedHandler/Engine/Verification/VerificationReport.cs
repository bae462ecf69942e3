using System.Globalization;

namespace FeedHandler.Engine;

/// <summary>What <see cref="BookOracle"/> found.</summary>
public sealed record VerificationReport
{
    /// <summary>Sides of whole books whose orders make their levels, and that whose do not.</summary>
    public required AgreementReport Orders { get; init; }

    /// <summary>Sides of which direct and implied levels make the consolidated ones.</summary>
    public required AgreementReport Consolidated { get; init; }

    /// <summary>Whole books that a snapshot of the same state of theirs agrees with, of levels or of orders.</summary>
    public required AgreementReport Snapshots { get; init; }

    /// <summary>What did not agree first among orders and consolidated levels; null when all did.</summary>
    public Divergence? First { get; init; }

    /// <summary>Sentences for what does not agree.</summary>
    internal IEnumerable<string> Failures
    {
        get
        {
            if (Orders.Diverged > 0) yield return Text($"{Orders.Diverged} sides of books are not what their orders make: {First}");
            else if (Consolidated.Diverged > 0) yield return Text($"{Consolidated.Diverged} sides are not what direct and implied levels make: {First}");
            if (Snapshots.Diverged > 0) yield return Text($"{Snapshots.Diverged} snapshots contradict whole books of the same state");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How often something was compared.</summary>
/// <param name="Agreed">How often it agreed.</param>
/// <param name="Diverged">How often it did not.</param>
public sealed record AgreementReport(long Agreed, long Diverged);

/// <summary>Two statements of one feed that contradict each other.</summary>
/// <param name="Rule">Which: "orders" or "consolidated".</param>
/// <param name="Channel">The channel's number at the venue.</param>
/// <param name="SecurityId">The instrument.</param>
/// <param name="SeqNum">The packet that ended the match event, in 32 bits.</param>
/// <param name="TransactTimeNs">When the exchange made it, nanoseconds since the Unix epoch.</param>
/// <param name="Difference">What each says.</param>
public sealed record Divergence(string Rule, int Channel, long SecurityId, uint SeqNum, long TransactTimeNs, string Difference)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"first channel {Channel}, instrument {SecurityId}, at packet {SeqNum}, {Difference}");
}
