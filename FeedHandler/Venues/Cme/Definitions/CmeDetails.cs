using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Definitions;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Venues.Cme.Definitions;

/// <summary>Reads what a template of definitions says beyond what all do.</summary>
/// <typeparam name="TDefinition">The view of the message.</typeparam>
internal interface IDetailReader<in TDefinition>
    where TDefinition : struct, allows ref struct
{
    /// <summary>Reads it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="details">Takes it; nothing was told of it yet.</param>
    static abstract void Read(TDefinition message, ref InstrumentDetails details);
}

/// <summary>From the codes of definitions to what they say: a null stays one, whatever the template codes it as.</summary>
internal static class CmeDetails
{
    private const byte NullCode = byte.MaxValue;
    private const byte NullPriceTypeBit = 0x80;
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Reads what every template has.</summary>
    public static void ReadCommon<TDefinition>(TDefinition message, ref InstrumentDetails details)
        where TDefinition : struct, IInstrumentDefinition, allows ref struct
    {
        details.MarketSegment = message.MarketSegmentID;
        details.Exchange = new Text8(message.SecurityExchange);
        details.CfiCode = new Text8(message.CFICode);
        details.Currency = new Text8(message.Currency);
        details.UnitOfMeasure = new Text32(message.UnitOfMeasure);
        details.MatchAlgorithm = message.MatchAlgorithm is 0 or (byte)' ' ? null : (char)message.MatchAlgorithm;
        details.IsUserDefined = message.UserDefinedInstrument switch { (byte)'Y' => true, (byte)'N' => false, _ => null };
        details.MinTradeVolume = message.MinTradeVol;
        details.MaxTradeVolume = message.MaxTradeVol;
        details.StatusCode = Code(message.TradingStatusCode);
    }

    /// <summary>A price in 1e-9; null for the venue's null, and for what no 64 bits hold.</summary>
    public static long? Nano(long mantissa, int factor) =>
        mantissa == long.MaxValue || mantissa > long.MaxValue / factor || mantissa < long.MinValue / factor ? null : mantissa * factor;

    /// <summary>A code of one byte.</summary>
    public static byte? Code(byte code) => code == NullCode ? null : code;

    /// <summary>The bits of a reference price's kind.</summary>
    public static byte? PriceType(byte bits) => (bits & NullPriceTypeBit) != 0 ? null : bits;

    /// <summary>Days since the Unix epoch.</summary>
    public static DateOnly? Date(ushort? days) => days is { } since ? DateOnly.FromDayNumber(EpochDay + since) : null;

    /// <summary>When a contract ends.</summary>
    public static Maturity Of(MaturityMonthYear maturity) => new(maturity.Year, maturity.Month, maturity.Day, maturity.Week);

    /// <summary>Put or call.</summary>
    public static OptionRight? Right(PutOrCall code) => code switch { PutOrCall.Put => OptionRight.Put, PutOrCall.Call => OptionRight.Call, _ => null };

    /// <summary>A code as a text of one digit; an empty one for null.</summary>
    public static Text8 Digits(byte code) => code > 9 ? default : new Text8([(byte)('0' + code)]);
}
