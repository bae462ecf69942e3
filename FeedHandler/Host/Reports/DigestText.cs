using System.Globalization;
using FeedHandler.Core.Events;

namespace FeedHandler.Host.Reports;

/// <summary>Digests as people compare them.</summary>
internal static class DigestText
{
    /// <summary>16 hexadecimal digits in lower case.</summary>
    public static string Of(in EventDigest digest) => digest.Value.ToString("x16", CultureInfo.InvariantCulture);
}
