namespace FeedHandler.Dbn;

/// <summary>Where things stand in metadata.</summary>
internal static class MetadataLayout
{
    /// <summary>What stands in front of it: a magic number, the version, the length of what follows.</summary>
    public const int PreludeBytes = 8;

    /// <summary>The part of it that is as long in every version.</summary>
    public const int FixedBytes = 100;

    /// <summary>The field of the dataset.</summary>
    public const int DatasetBytes = 16;

    /// <summary>Its length is a multiple of this from version 3 on, so that records are aligned.</summary>
    public const int Alignment = 8;

    /// <summary>The version that is the first to have it aligned.</summary>
    public const byte AlignedVersion = 3;

    /// <summary>What a file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "DBN"u8;

    /// <summary>A day as a number, such as 20261130.</summary>
    public static uint NumberOf(DateOnly day) => (uint)((((day.Year * 100) + day.Month) * 100) + day.Day);

    /// <summary>The day of a number.</summary>
    public static bool TryGetDay(uint number, out DateOnly day)
    {
        (int year, int month, int date) = ((int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100));
        bool isDay = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && date >= 1 && date <= DateTime.DaysInMonth(year, month);
        day = isDay ? new DateOnly(year, month, date) : default;
        return isDay;
    }
}
