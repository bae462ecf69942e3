using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Names of the values of enums and sets.</summary>
public static class DynamicNames
{
    /// <summary>Finds the name of an enum's value.</summary>
    /// <param name="type">the enum</param>
    /// <param name="value">a value on the wire</param>
    /// <returns>the first that has this value; null when none has, as with a newer sender</returns>
    public static EnumValue? Find(EnumType type, PrimitiveValue value)
    {
        for (int index = 0; index < type.Values.Count; index++)
        {
            if (type.Values[index].Value.Bits == value.Bits)
                return type.Values[index];
        }

        return null;
    }

    /// <summary>The bits of a set's value that the schema gives no name.</summary>
    /// <param name="type">the set</param>
    /// <param name="value">a value on the wire</param>
    /// <returns>those bits; 0 when all have names</returns>
    public static ulong UnknownBits(SetType type, PrimitiveValue value)
    {
        ulong bits = unchecked((ulong)value.Bits);
        for (int index = 0; index < type.Choices.Count; index++)
            bits &= ~(1UL << type.Choices[index].Bit);
        return bits;
    }
}
