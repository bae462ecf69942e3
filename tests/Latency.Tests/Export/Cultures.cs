using System.Globalization;

namespace FeedHandler.Latency.Tests.Export;

/// <summary>What is written in a program of another culture.</summary>
internal static class Cultures
{
    internal static string WithCommas(Func<string> write)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NegativeSign) = (",", "~");
        try
        {
            CultureInfo.CurrentCulture = commas;
            return write();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
