using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Commands;
using FeedHandler.Replay.Publishing;

namespace FeedHandler.Host.Publishing;

/// <summary>How a speed is written: 1x, 10x, 0.5x, max, or packets a second.</summary>
internal static class SpeedText
{
    private const double FactorMax = 1e6;
    private const double RateMax = 1e8;

    /// <summary>Reads a speed.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static PublishSpeed Parse(string text)
    {
        if (text == "max") return PublishSpeed.Unpaced;
        bool isFactor = text.EndsWith('x');
        if (double.TryParse(isFactor ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value > 0
            && value <= (isFactor ? FactorMax : RateMax))
            return isFactor ? PublishSpeed.OfCapture(value) : PublishSpeed.OfRate(value);
        throw new UsageException($"--speed {text}: give a multiple of the capture's speed such as 1x or 10x, packets a second such as 50000, or max");
    }
}
